"""The language of a rubric: model, question types, YAML source, conditions, evaluation.

Pure: text and values in, values out.
"""
