"""``python -m shigu`` is ``shigu``."""

from shigu.cli.main import app

app()
