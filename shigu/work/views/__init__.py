"""Pages of tasks, meetings, task forces and notices."""
