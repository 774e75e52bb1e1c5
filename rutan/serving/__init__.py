"""What stands behind `make run`: the servers it brings along, the programs it keeps alive. No Django here."""
