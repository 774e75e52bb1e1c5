"""What was done and what was opened."""
