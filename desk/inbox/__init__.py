"""The inbox: what visitors left, and what the assistant could not answer."""
