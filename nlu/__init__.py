"""Rasa graph components: how the assistant understands; thin wrappers round `language/`."""
