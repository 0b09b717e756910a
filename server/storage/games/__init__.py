"""Games in the formats of the field's own tools, read and written without flipping a package."""
