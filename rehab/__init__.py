"""Tier decision, track, placement, sessions, progress, outcome."""
