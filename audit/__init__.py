"""Praksisundersøgelser: from rubric to report."""

__version__ = "0.1.0"
