"""Plain rules that every package may use."""
