"""Rules of the dashboard: how long people wait, shares and how they changed, the weeks of a month."""
