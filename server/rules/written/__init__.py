"""What a scenario fixes before the talks begin: forums, mandates, conditions, policies."""
