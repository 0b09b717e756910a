"""What is kept: the event log and people in a database, scenarios in files."""
