"""The page for a call: what the website would answer to a caller."""
