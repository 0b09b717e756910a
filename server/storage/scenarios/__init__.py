"""Scenario folders: strict reading of YAML and Markdown into `server.rules.written.scenario`."""
