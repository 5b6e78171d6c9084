"""How an installation is set up: environment, Django settings, the database and its roles."""
