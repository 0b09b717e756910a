"""The rules of the talks: pure, total, deterministic; no clock, random, input or output."""
