"""What came from an old site: how far it was looked through, what was found."""
