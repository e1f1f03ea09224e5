"""The endpoints of the public API and its pages, a file for each subject."""
