"""`python -m server` is `sixparty`."""

from server.cli import main

main()
