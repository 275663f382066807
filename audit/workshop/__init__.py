"""What the author of a rubric uses: lint, mutation, reach, fmt, editor, schema, start, its own tests. Pure."""
