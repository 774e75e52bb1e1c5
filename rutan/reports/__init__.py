"""Coordination reports."""
