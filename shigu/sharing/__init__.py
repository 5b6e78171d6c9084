"""How what cooperation earns is divided: the game, the terms, the agreements."""
