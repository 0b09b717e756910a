"""Pages for whoever comes without an account: the way in, the seat, the screen, the guides."""
