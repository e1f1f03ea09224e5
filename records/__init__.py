"""What is written down: the tables, and how they are filled, read, kept and emptied."""
