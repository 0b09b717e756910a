"""Pages about what students prepared, did and thought: never a grade."""
