"""Lists of tasks, meetings and notices."""
