"""The scoring: which question is next, what a key means, how an answer reads; answers recorded elsewhere.

Pure: a rubric, a case's facts and what is answered so far in; the next state
out. ``terminal.scoring`` shows it. Double scoring and agreement belong here too.
"""
