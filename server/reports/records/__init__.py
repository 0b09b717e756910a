"""The records of a class as files: for grading, for research, for the cupboard."""
