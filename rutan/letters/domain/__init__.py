"""Rules of letters: numbers and codes of issued documents."""
