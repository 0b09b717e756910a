"""Pages of those who run classes."""
