"""The cast: the reference pack and its plan, and the database with its people."""

import gc
import json
import os
from pathlib import Path

import django
import hypothesis
import pytest
from django.conf import settings
from django.utils import translation
from typer.testing import CliRunner

gc.disable()  # until all tests are there: what is imported stays, and need not be gone through
ROOT = Path(__file__).parents[1]
os.environ["SHIGU_HOME"] = str(ROOT / ".cache" / "test-home")
os.environ["DJANGO_SETTINGS_MODULE"] = "shigu.conf.settings"
django.setup()

from shigu.cli.main import app  # noqa: E402 - the home of the tests is set before

hypothesis.settings.load_profile("ci")
settings.PASSWORD_HASHERS = ["tests.people.QuickArgon2"]
pytest_plugins = [
    "tests.people",
    "tests.database",
    "tests.worlds",
    "tests.pages",
    "tests.browser",
    "tests.dealing",
]
REFERENCE = ROOT / "packs" / "vision-valley"


def pytest_collection_finish():
    gc.freeze()
    gc.enable()


@pytest.fixture(autouse=True)
def chinese_first():
    """A request leaves its language with the thread; every test starts with the product's own."""
    translation.activate(settings.LANGUAGE_CODE)


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
