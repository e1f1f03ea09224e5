"""What each page is for, a key away."""
