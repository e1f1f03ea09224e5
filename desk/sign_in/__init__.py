"""The accounts of staff, and who may see what."""
