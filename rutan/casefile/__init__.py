"""One person, everything, on one page."""
