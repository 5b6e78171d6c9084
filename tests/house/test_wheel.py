"""The wheel of a bundle must carry every file of the package."""

import importlib.util
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = (
    "shigu/web/wsgi.py",
    "shigu/face/static/vendor/htmx.org/dist/htmx.min.js",
    "shigu/face/static/vendor/htmx.org/LICENSE",
    "shigu/face/static/vendor/maplibre-gl/dist/maplibre-gl.mjs",
)
LEFT_BEHIND = ("shigu/locale/en/parts/web.po", "shigu/web/__pycache__/wsgi.cpython-311.pyc")


def whole():
    spec = importlib.util.spec_from_file_location("whole", ROOT / "deploy" / "whole.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def tree(tmp_path):
    for name in FILES + LEFT_BEHIND:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    return tmp_path


def wheel_of(tree, names):
    path = tree / "shigu.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, name)
    return path


def test_a_whole_wheel_lacks_nothing(tree):
    assert whole().missing(wheel_of(tree, FILES), tree) == []


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_not_carried_is_named(tree, name):
    carried = [each for each in FILES if each != name]
    assert whole().missing(wheel_of(tree, carried), tree) == [name]
