"""The one gate: what an audience sees is `view_for`, and nothing else leaves the rules.

A view is a map of keyed entities ("proposal/p7", "clock"). Each family of entities says which
keys a viewer has and what an entity looks like for that viewer; whatever no family allows is
not there. `changed` gives the same as comparing two whole views, at the cost of what changed.
"""
