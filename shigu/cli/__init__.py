"""The commands of ``shigu``: they read files, call the engine and say what came of it."""
