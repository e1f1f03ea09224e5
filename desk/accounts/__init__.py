"""Accounts of staff: one's own password, and all of them for managers."""
