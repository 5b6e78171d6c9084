"""Pages about data: what came in, what it rests on, what goes out."""
