"""What happened in talks, read off their log, and what it shows once everything lies open."""
