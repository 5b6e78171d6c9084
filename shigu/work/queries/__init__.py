"""Questions about many tasks, meetings and notices."""
