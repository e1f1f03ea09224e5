"""The clinic profile."""
