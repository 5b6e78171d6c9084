from __future__ import annotations

import numpy as np
import pytest

from shigu.engine.chain import complexity as module
from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.complexity import CONVENTIONS, Convention, complexity
from shigu.engine.chain.presence import Labels
from tests.engine.chain import packages, published

TRADE = np.array(published.BALASSA_AT_LEAST_ONE, dtype=float)


def random_table(places: int, links: int, seed: int) -> np.ndarray:
    draw = np.random.default_rng(seed)
    chance = np.linspace(0.6, 0.1, places)[:, None] * np.linspace(1, 0.3, links)
    table = (draw.random((places, links)) < chance).astype(float)
    table[:, 0] = 1
    table[0] = 1
    return table


def by_general_eigenvectors(present: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    """ECI and PCI by the definition, with the non-symmetric solver."""
    out, back = present / present.sum(axis=1)[:, None], (present / present.sum(axis=0)).T
    values, vectors = np.linalg.eig(back @ out)
    second = np.argsort(values.real)[-2]
    links = vectors[:, second].real
    places = out @ links
    sign = np.sign(np.corrcoef(present.sum(axis=1), places)[0, 1])
    mean, deviation = (sign * places).mean(), places.std()
    return (
        (sign * places - mean) / deviation,
        (sign * links - mean) / deviation,
        values[second].real,
    )


@pytest.mark.parametrize(
    ("package", "within"),
    [("econcomplex", 1e-12), ("py-ecomplexity", 1e-12), ("economic-complexity", 1e-8)],
)
def test_each_convention_answers_as_its_package(package, within):
    """18 reflections shrink what tells places apart by 10⁸, so their own last digits are noise."""
    ours = complexity(TRADE, convention=CONVENTIONS[package])
    assert ours.places == pytest.approx(packages.ECI[package], abs=within)
    assert ours.links == pytest.approx(packages.PCI[package], abs=within)


def test_two_places_by_hand():
    """K = [[3/4, 1/4], [1/2, 1/2]] has eigenvalues 1 and 1/4, the second of (1, −2)."""
    ours = complexity(np.array([[1.0, 1.0], [1.0, 0.0]]))
    assert ours.eigenvalue == pytest.approx(1 / 4)
    assert ours.places == pytest.approx([1, -1])
    assert ours.links == pytest.approx([-1, 3])


@pytest.mark.parametrize(("places", "links"), [(20, 30), (30, 20), (150, 90), (90, 150)])
def test_the_symmetric_problem_has_the_answer_of_the_definition(places, links):
    table = random_table(places, links, seed=places)
    eci, pci, eigenvalue = by_general_eigenvectors(table)
    ours = complexity(table)
    assert ours.eigenvalue == pytest.approx(eigenvalue, abs=1e-12)
    assert ours.places == pytest.approx(eci, abs=1e-9)
    assert ours.links == pytest.approx(pci, abs=1e-9)


def test_lanczos_and_the_whole_spectrum_agree(monkeypatch):
    table = random_table(100, 120, seed=5)
    monkeypatch.setattr(module, "DENSE_UP_TO", 1000)
    whole = complexity(table)
    monkeypatch.setattr(module, "DENSE_UP_TO", 2)
    assert complexity(table).places == pytest.approx(whole.places, abs=1e-10)


def test_a_place_is_as_complex_as_its_links_are_on_average():
    ours = complexity(TRADE)
    assert TRADE @ ours.links / TRADE.sum(axis=1) == pytest.approx(ours.places, abs=1e-12)


def test_links_scaled_by_themselves_have_mean_0_and_deviation_1():
    ours = complexity(TRADE, convention=Convention(links_scaled_by="own"))
    assert (ours.links.mean(), ours.links.std()) == pytest.approx((0, 1), abs=1e-12)


LABELS = Labels(("滨江", "萧山", "钱塘"), ("芯片", "传感", "整机"))


@pytest.mark.parametrize(
    ("table", "place", "problem"),
    [
        ([[1, 1, 0], [0, 0, 0], [0, 1, 1]], "place 萧山", "no link at all"),
        ([[1, 1, 0], [0, 1, 0], [1, 1, 0]], "link 整机", "no place has it"),
        ([[1, 1, 0], [1, 2, 1], [0, 1, 1]], "place 萧山, link 传感", "not 2"),
        ([[1, np.nan, 0], [1, 1, 1], [0, 1, 1]], "place 滨江, link 传感", "not nan"),
        ([[1, -1, 0], [1, 1, 1], [0, 1, 1]], "place 滨江, link 传感", "not -1"),
        ([[1], [1], [1]], "table", "two links"),
        ([[1, 1, 1]], "table", "two places"),
        ([[1, 1, 0], [0, 0, 1], [1, 1, 0]], "place 萧山", "no link joins it to place 滨江"),
        ([[1, 1, 1], [1, 1, 1], [1, 1, 1]], "table", "the same links"),
        ([[1, 1, 0], [0, 1, 1], [1, 0, 1]], "table", "is double"),
    ],
)
def test_a_table_that_cannot_be_judged_is_refused_by_name(table, place, problem):
    with pytest.raises(ChainError, match=problem) as refused:
        complexity(np.array(table, float), labels=LABELS)
    assert refused.value.place == place


def test_a_double_eigenvalue_is_found_by_lanczos_too(monkeypatch):
    monkeypatch.setattr(module, "DENSE_UP_TO", 2)
    ring = np.eye(12) + np.roll(np.eye(12), 1, axis=1)
    with pytest.raises(ChainError, match="double"):
        complexity(ring)


def test_diversity_that_tells_nothing_gives_no_sign():
    """Two places with two links each: which is the more complex, nobody can say."""
    with pytest.raises(ChainError, match="no sign"):
        complexity(np.array([[1.0, 1.0, 0.0], [0.0, 1.0, 1.0]]))


def blocks(inside: float, seed: int = 3) -> np.ndarray:
    """Two kinds of places and links; ``inside`` is how often a place has a link of its kind."""
    draw, kind = np.random.default_rng(seed), np.arange(200) % 2
    chance = np.where(kind[:, None] == kind, inside, 0.3)
    return (draw.random((200, 200)) < chance).astype(float)


def test_reflections_of_a_table_without_structure_are_rounding_and_refused():
    """λ₂ = 0.03, so 18 reflections (9 times λ₂) leave 10⁻¹⁵ of the mean: economic-complexity
    scales that to z-scores all the same, which is why its answers differ by whole units."""
    noise = blocks(0.3)
    left = complexity(noise).eigenvalue ** 9
    assert left < 1e-12
    with pytest.raises(ChainError, match="which is rounding; take the eigenvector") as refused:
        complexity(noise, convention=CONVENTIONS["economic-complexity"])
    assert refused.value.place == "table"
    places = noise.sum(axis=1)
    for _ in range(18):
        places = noise @ (noise.T @ places / noise.sum(axis=0)) / noise.sum(axis=1)
    assert places.std() / places.mean() < 1e-14


def test_reflections_of_a_structured_table_agree_with_the_eigenvector():
    table = blocks(0.9)
    reflected = complexity(table, convention=CONVENTIONS["economic-complexity"])
    whole = complexity(table)
    assert np.corrcoef(reflected.places, whole.places)[0, 1] == pytest.approx(1, abs=1e-6)
