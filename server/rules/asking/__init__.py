"""What is asked of talks without changing them."""
