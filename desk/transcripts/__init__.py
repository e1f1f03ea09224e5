"""What visitors asked and were answered, to be read and exported."""
