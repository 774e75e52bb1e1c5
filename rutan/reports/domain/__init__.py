"""Rules of reports: periods, what a report is as plain data, its seal, how editions differ."""
