"""Working with partner agencies: who is opened to whom."""
