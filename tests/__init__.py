"""The tests, and what plays conversations and runs the service for them."""
