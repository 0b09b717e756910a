"""What all pages share: the request, the answer, the words, the protection."""
