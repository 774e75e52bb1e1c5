"""Background work that survives a crash and shows its progress."""
