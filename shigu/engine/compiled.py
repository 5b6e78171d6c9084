"""Kernels compiled to machine code at first use and kept on disk (Lam, Pitrou & Seibert 2015).

numba looks whether the file of a kernel changed, not those of the kernels that it calls. So they
are kept in a directory named by the sources of all of them: after a change nothing old is used.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from types import FunctionType, ModuleType, SimpleNamespace
from typing import Any, TypeVar, cast

from numba import config, njit

F = TypeVar("F", bound=Callable[..., Any])

ENGINE = Path(__file__).parent
MARK = f"from {__name__} import".encode()
ELSEWHERE = b"(compiled elsewhere)"
"""In the docstring of a module of plain functions that :func:`rules_of` compiles."""


def state_of(engine: Path) -> str:
    """A name for the sources of all kernels under ``engine`` as they are now."""
    found = sha256()
    for path in sorted(engine.rglob("*.py")):
        source = path.read_bytes()
        if MARK in source or ELSEWHERE in source:
            found.update(str(path.relative_to(engine)).encode() + b"\0" + source + b"\0")
    return found.hexdigest()[:16]


numba: Any = config
numba.CACHE_DIR = str(
    Path(numba.CACHE_DIR or ENGINE / "__pycache__") / f"kernels-{state_of(ENGINE)}"
)

UNCOUNTED: dict[str, Any] = {"_nrt": False}
ALONE: dict[str, Any] = {**UNCOUNTED, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}


def compiled(function: F) -> F:
    """``function`` compiled by numba; it holds no lock of the interpreter while it runs."""
    return cast("F", njit(cache=True, nogil=True)(function))


def kernel(function: F) -> F:
    """The same where a division by zero gives an infinity, as in NumPy, and no array is made.

    Then no references are counted. numba counts them at every use of an array that comes in a tuple
    and does not take that out again (its issue 2345), more than half the time of a search.
    """
    return cast("F", njit(cache=True, nogil=True, error_model="numpy", **UNCOUNTED)(function))


def maker(function: F) -> F:
    """A :func:`kernel` that makes arrays: what it does often it leaves to kernels."""
    return cast("F", njit(cache=True, nogil=True, error_model="numpy")(function))


def inner(function: F) -> F:
    """A :func:`kernel` that only kernels call: half the time to compile."""
    return cast("F", njit(cache=True, nogil=True, error_model="numpy", **ALONE)(function))


def written_in(function: F) -> F:
    """An :func:`inner` kernel whose text stands in its callers: for small ones in hot loops."""
    return cast("F", njit(inline="always", nogil=True, error_model="numpy")(function))


def rules_of(module: ModuleType, *names: str) -> Any:
    """The plain functions ``names`` of a module as :func:`inner` kernels; callees come first.

    The module itself stays plain Python: a page judges one pair without the compiler.
    """
    rules = dict(vars(module))
    for name in names:
        plain = cast("FunctionType", rules[name])
        copied = FunctionType(plain.__code__, rules, name, plain.__defaults__)
        copied.__qualname__, copied.__module__ = plain.__qualname__, plain.__module__
        rules[name] = inner(copied)
    return SimpleNamespace(**{name: rules[name] for name in names})
