"""Control interface: HTTP for people, tests and the page to act on the stand-in and to watch it."""
