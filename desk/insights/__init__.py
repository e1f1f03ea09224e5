"""What visitors ask about, in numbers."""
