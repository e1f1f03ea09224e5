"""Another sentence for a fact that there is."""
