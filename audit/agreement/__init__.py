"""Two assessments of one case held against each other: where they part, what is decided, and how often they agree."""
