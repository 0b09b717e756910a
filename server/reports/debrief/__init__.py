"""The debrief of talks as JSON, for each who may look at it."""
