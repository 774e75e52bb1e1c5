"""Measurements of what must be fast, as ratios and bounds: `python -m benchmarks [name]`."""
