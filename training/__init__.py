"""Skills training."""
