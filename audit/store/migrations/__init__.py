"""The schema's history; Alembic runs it through ``audit.store.migrate``."""
