"""An invented rutan in one command."""
