"""The legal checks as data: model, YAML source, conditions, evaluation, self-test.

Pure: text and values in, values out. See docs/architecture.md for which module
a new question type or a new condition belongs to.
"""
