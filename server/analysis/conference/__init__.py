"""What a whole conference could have given: its forums together, and the linkages between them."""
