"""Makes `tests` this project's own package: textstat installs one of the same name."""
