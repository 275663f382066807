"""From frame to sample: rows checked, tickets drawn.

Pure: rows and a seed in, problems and a draw out.
"""
