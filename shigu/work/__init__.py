"""Tasks, task forces, meetings and notices: who owes whom what, until when."""
