"""Kernels compiled to machine code at first use and kept on disk (Lam, Pitrou & Seibert 2015)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

F = TypeVar("F", bound=Callable[..., Any])


ALONE: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}


def compiled(function: F) -> F:
    """``function`` compiled by numba; it holds no lock of the interpreter while it runs."""
    return cast("F", njit(cache=True, nogil=True)(function))


def kernel(function: F) -> F:
    """The same where a division by zero gives an infinity, as in NumPy."""
    return cast("F", njit(cache=True, nogil=True, error_model="numpy")(function))


def inner(function: F) -> F:
    """A :func:`kernel` that only kernels call: half the time to compile."""
    return cast("F", njit(cache=True, nogil=True, error_model="numpy", **ALONE)(function))
