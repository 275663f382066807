"""A rubric in Danish words: the page that explains it, and the måleskema on paper. Pure."""
