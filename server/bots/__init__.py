"""Automated negotiators: they see their delegation's view only, and act by ordinary commands."""
