"""The house keeps its budgets: sizes of files and functions, annotations, comments."""

import ast
import io
import re
import statistics
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted(path for path in (ROOT / "shigu").rglob("*.py") if "migrations" not in path.parts)
FORBIDDEN = {"utils", "helpers", "common", "core", "misc", "base", "manager", "service"}
NAMED_FOR_THE_GAME_THEORY_CORE = Path("shigu/engine/sharing/core.py")


@pytest.fixture(scope="module")
def nodes() -> list[tuple[Path, ast.AST]]:
    return [
        (path, node)
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    ]


@pytest.fixture(scope="module")
def functions(nodes) -> list[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef]]:
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    return [(path, node) for path, node in nodes if isinstance(node, kinds)]


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def percentile(values: list[int], part: float) -> int:
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


def test_files_are_short():
    sizes = [lines(path) for path in FILES]
    assert max(sizes) <= 500
    assert percentile(sizes, 0.95) <= 350
    assert statistics.median(sizes) <= 90


def test_functions_are_short(functions):
    sizes = [(node.end_lineno or node.lineno) - node.lineno + 1 for _, node in functions]
    assert statistics.median(sizes) <= 8
    assert percentile(sizes, 0.95) <= 45


def test_everything_is_annotated(functions):
    bare = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path, node in functions
        if node.returns is None
        or any(
            argument.annotation is None
            for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
            if argument.arg not in {"self", "cls"}
        )
    ]
    assert bare == []


def test_comments_are_few():
    comments = code = 0
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        code += sum(bool(line.strip()) for line in text.splitlines())
        comments += sum(
            token.type == tokenize.COMMENT
            for token in tokenize.generate_tokens(io.StringIO(text).readline)
        )
    assert comments / code <= 0.06


def test_no_drawer_is_named_after_nothing():
    names = {path.relative_to(ROOT) for path in FILES if path.stem in FORBIDDEN}
    assert names <= {NAMED_FOR_THE_GAME_THEORY_CORE}


def test_no_failure_is_swallowed(nodes):
    swallowed = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, node in nodes
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or all(isinstance(child, ast.Pass) for child in node.body))
    ]
    assert swallowed == []


@pytest.mark.parametrize(
    "name", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"]
)
def test_the_front_door_is_there(name):
    assert (ROOT / name).read_text(encoding="utf-8").strip()


def test_no_lock_file_names_a_host():
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", pin) for pin in pins)
    lock = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert "://" not in lock
