"""The debrief, as pages."""
