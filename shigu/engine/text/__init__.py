"""Chinese text: cut into what it is found by."""
