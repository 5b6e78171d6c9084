"""Kernels are compiled before any clock runs."""

import pytest

from shigu.engine.siting.portfolio import allocate as module
from shigu.engine.siting.portfolio.warm import warm


@pytest.fixture(scope="session", autouse=True)
def compiled():
    warm()
    warm(resources=3)


@pytest.fixture
def without_proof(monkeypatch):
    """HiGHS would settle what is small, in its own time."""
    monkeypatch.setattr(module, "PROVABLE", -1)
