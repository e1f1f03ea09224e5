"""The front desk in the terminal: each command does what a page of the front desk does."""
