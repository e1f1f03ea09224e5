"""Masking: what a visitor writes, without the personal data that can be told by its shape."""
