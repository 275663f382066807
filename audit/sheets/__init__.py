"""Reads CSV and Excel files that may be faulty or hostile, and writes our workbooks.

The only user of openpyxl. Nothing here knows what a frame or an answer is:
reading gives texts with their places, and the caller says what they mean.
"""
