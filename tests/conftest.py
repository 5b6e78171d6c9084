"""The cast: the reference pack and its plan, computed once a worker."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from shigu.cli.main import app

REFERENCE = Path(__file__).parents[1] / "packs" / "vision-valley"


@pytest.fixture(scope="session")
def reference_plan(tmp_path_factory):
    """Where ``shigu plan packs/vision-valley`` wrote, and what it printed."""
    out = tmp_path_factory.mktemp("reference")
    result = CliRunner().invoke(app, ["plan", str(REFERENCE), "--out", str(out)])
    assert result.exit_code == 0, result.output
    return out, result


@pytest.fixture(scope="session")
def reference_document(reference_plan):
    return json.loads((reference_plan[0] / "plan.json").read_text(encoding="utf-8"))
