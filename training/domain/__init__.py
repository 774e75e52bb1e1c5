"""Rules of training: pure, without database and clock."""
