"""Exact analysis of what a forum can come to: integers only, no clock, no random, no file."""

from server.analysis.agreed import with_agreed
from server.analysis.calibration import benchmarks, calibrate
from server.analysis.checks import problems
from server.analysis.findings import Finding
from server.analysis.outcomes import Analysis, analyze
from server.analysis.previews import zone_effects
from server.analysis.report import report_text
from server.analysis.space import TooManyPackagesError

__all__ = [
    "Analysis",
    "Finding",
    "TooManyPackagesError",
    "analyze",
    "benchmarks",
    "calibrate",
    "problems",
    "report_text",
    "with_agreed",
    "zone_effects",
]
