"""What talks are at one moment, and what is read off that."""
