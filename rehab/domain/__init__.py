"""Rules of tiers, decisions, placements and programmes, pure."""
