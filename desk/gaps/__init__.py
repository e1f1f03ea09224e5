"""Questions without an answer, and filling them."""
