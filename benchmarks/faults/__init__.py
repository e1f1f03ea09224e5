"""What fails, played against the running service while visitors talk to it."""
