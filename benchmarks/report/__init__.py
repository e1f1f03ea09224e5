"""The testers' report: one page that says how well the assistant understands and answers."""
