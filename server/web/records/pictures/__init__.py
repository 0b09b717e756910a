"""The debrief's pictures for files: drawn once, as lines, for a page and for paper."""
