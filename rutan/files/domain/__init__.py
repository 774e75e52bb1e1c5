"""What a file is and what is wrong with it: pure rules."""
