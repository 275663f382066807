"""What the user sees and types: printing, tables, keys, the scoring screen.

The only room that uses rich, and only when there is a terminal to draw on.
"""
