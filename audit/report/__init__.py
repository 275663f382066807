"""The report: the figures of a study as a document; and the måleskema on paper (``paper``).

Takes the values in ``model`` and writes a file (``page``): Jinja2 renders Markdown
(``document``), pandoc makes HTML of it (``pandoc``). Every value on the way
passes the escaping in ``markdown``; the texts themselves are in templates/.
Importing this package loads neither Jinja2 nor pandoc.
"""
