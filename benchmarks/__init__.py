"""Measurements: understanding, speed, warning signs and reading grade."""
