"""A lean WebSocket transport under python-socketio: bounded, checked, and one write a frame."""
