"""Pages and the HTTP API: plain requests and answers over the same door as the sockets."""
