"""The rules of the talks: pure, total and deterministic; no clock, no random, no input or output."""
