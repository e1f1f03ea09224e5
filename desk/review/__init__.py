"""Reviewing and withdrawing facts."""
