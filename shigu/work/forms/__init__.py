"""Forms of tasks, meetings and notices."""
