"""What people ask about a table or a class, put together from the rules, as JSON or files."""
