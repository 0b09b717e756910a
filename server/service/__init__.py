"""What the project does with talks: the one door, classrooms and seats. No web, no database."""
