"""What the answers come to: shares, measures, recommendations, claims.

Pure: counts in (the store makes them in SQL), figures out.
"""
