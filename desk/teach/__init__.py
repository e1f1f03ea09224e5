"""Teaching the assistant from what it missed."""
