"""What crosses the edge: command bodies in, views and receipts out, and their descriptions."""
