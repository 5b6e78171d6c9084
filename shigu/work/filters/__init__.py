"""How lists of tasks, meetings and notices are narrowed."""
