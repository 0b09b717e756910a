"""The records of a class for people: transcript, report, archive; and every file by its name."""
