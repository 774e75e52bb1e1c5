"""Facilities, partner organisations and agreements."""
