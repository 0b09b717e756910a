"""Six-Party Table: a server for classroom negotiations.

The layers, top to bottom: app, web and realtime, wire, storage and bots and analysis, service,
rules. Imports point down only; `server/README.md` follows one command through all of them.
"""

__version__ = "0.1.0"
