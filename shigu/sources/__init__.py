"""Pages from outside: asked for politely, and never from inside the house."""
