"""Every function of the chain engine that takes bare numbers refuses what is none, by its place."""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module

import numpy as np
import pytest

import shigu.engine.chain as package
from shigu.engine.chain.checking import ChainError
from tests.engine.chain.degenerate import CASES, CHECKED_BY_THEIR_VALUES

NAMES = [f"{name}-{place}" for name, _, place in CASES]
BARE = ("Floats", "ArrayLike", "Ints", "Integers", "Marks", "NDArray", "Fraction")


def public_functions():
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        module = import_module(found.name)
        for name, one in vars(module).items():
            own = getattr(one, "__module__", None) == module.__name__
            if own and inspect.isfunction(one) and not name.startswith("_"):
                yield f"{found.name.removeprefix(package.__name__ + '.')}.{name}", one


def takes_bare_numbers(function):
    notes = [str(p.annotation) for p in inspect.signature(function).parameters.values()]
    return any(name in note for note in notes for name in BARE)


def test_every_function_of_bare_numbers_has_its_degenerate_inputs():
    bare = {name for name, function in public_functions() if takes_bare_numbers(function)}
    told = {name for name, _, _ in CASES}
    assert bare - set(CHECKED_BY_THEIR_VALUES) <= told
    assert not told & set(CHECKED_BY_THEIR_VALUES)
    assert set(CHECKED_BY_THEIR_VALUES) <= bare


@pytest.mark.parametrize(("name", "call", "place"), CASES, ids=NAMES)
def test_it_is_refused_by_name_with_its_place(name, call, place):
    functions = dict(public_functions())
    with np.errstate(all="raise"), pytest.raises(ChainError) as refused:
        call(functions[name])
    assert refused.value.place == place
