"""Scenario folders: strict reading of YAML and Markdown into `server.rules.written.scenario`."""

from server.storage.scenarios.loader import catalogue, default_folders, load, problems
from server.storage.scenarios.problems import Problem, ScenarioErrors

__all__ = ["Problem", "ScenarioErrors", "catalogue", "default_folders", "load", "problems"]
