"""``audit review``: who has a case, and what becomes of two assessments of one, a module for each command."""
