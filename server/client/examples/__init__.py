"""Programs that take a seat, each a page long."""
