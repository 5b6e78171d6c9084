"""Kernels compiled to machine code at first use and kept on disk (Lam, Pitrou & Seibert 2015)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """``function`` compiled by numba; it holds no lock of the interpreter while it runs."""
    return cast("F", njit(cache=True, nogil=True)(function))
