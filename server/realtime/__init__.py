"""What people see happen: sockets, who hears what, presence, the wall and the clock's ticks."""
