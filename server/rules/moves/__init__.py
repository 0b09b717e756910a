"""What changes talks: each topic decides its commands and folds its events."""
