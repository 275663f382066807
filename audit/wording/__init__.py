"""How a value is written for people: numbers, dates, lists, labels, and a user's own words quoted back.

The one place for every output. Pure: a value in, Danish text out.
"""
