"""Exact analysis of what a forum can come to: integers only, no clock, no random, no file.

Nothing is imported here: a server starts without numpy, and takes it when somebody asks.
"""
