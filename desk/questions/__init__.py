"""A new particular question, with the words that it is recognized by."""
