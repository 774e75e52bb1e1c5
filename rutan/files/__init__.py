"""Uploaded scans and pictures, checked by what they are, kept as bytes in the database."""
