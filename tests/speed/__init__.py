"""The same work done by both frameworks, and how fast each is."""
