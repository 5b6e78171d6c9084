"""What the chain engine answers; field names are those of ``plan.json``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from shigu.engine.reasons import Reason

Status = Literal["strong", "weak", "blank"]
AreaKind = Literal["cluster", "district", "zone"]


@dataclass(frozen=True, slots=True)
class Quotient:
    """A location quotient: ``value`` = ``observed / expected``, unit 1; ``estimate`` is the ratio
    shrunken towards the other links (posterior mean), ``low``…``high`` its 90 % credible
    interval, which small counts make wide."""

    value: float
    low: float
    high: float
    observed: int
    expected: float
    what: str
    estimate: float


@dataclass(frozen=True, slots=True)
class Presence:
    """What a district (or the whole cluster) has at one link."""

    organisations: int
    facts: int
    share_sum: float
    location_quotient: Quotient | None
    why: Reason | None


@dataclass(frozen=True, slots=True)
class Dependent:
    """An application that leans on the link: the share of it lost when the link falls."""

    link: str
    cut: float
    cut_without_substitutes: float


@dataclass(frozen=True, slots=True)
class Controllable:
    """Share (0–1) of what the link needs, itself included, that is supplied within each scope."""

    cluster: float
    city: float
    province: float
    nation: float


@dataclass(frozen=True, slots=True)
class LinkAssessment:
    id: str
    by_district: dict[str, Presence]
    location_quotient: Quotient | None
    why: Reason | None
    status: Status
    critical: bool
    criticality: float
    hangs_on: tuple[Dependent, ...]
    organisations: tuple[str, ...]
    concentration: float | None
    single_source: bool
    controllable: Controllable
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a blank or weak claim rests on.

    ``searched`` counts organisations of the cluster that were read; ``terms`` were looked for in
    their names and products; ``near`` names those whose text matched without an accepted
    position; ``recall`` is the share of the cluster's accepted positions that the same search
    finds again; ``confidence`` is the posterior probability that the link is empty.
    """

    searched: int
    with_text: int
    terms: tuple[str, ...]
    near: tuple[str, ...]
    sources: tuple[str, ...]
    date: str | None
    recall: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Criteria:
    """The four criteria of a gap, each 0–1, higher = sooner."""

    criticality: float
    shortage: float
    feasibility: float
    policy: float


@dataclass(frozen=True, slots=True)
class Gap:
    """A blank or weak link. ``rank_probability[r]`` = P(rank r + 1) over all weightings."""

    link: str
    status: Status
    priority: float
    criteria: Criteria
    rank_probability: tuple[float, ...]
    central_weights: Criteria | None
    receipt: Receipt
    laboratories: tuple[str, ...]
    why_zh: str
    why_en: str


@dataclass(frozen=True, slots=True)
class ChainAssessment:
    links: tuple[LinkAssessment, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A stop on the way to a firm: an organisation or a link, by id."""

    kind: Literal["organisation", "link"]
    id: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A firm elsewhere that could close a gap; ``through`` leads from a local firm to it."""

    link: str
    organisation: str
    score: float
    reasons: tuple[Reason, ...]
    through: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class PlaceComplexity:
    """A city: ``eci`` as z-score, ``fitness`` of mean 1, ``diversity`` = links it is
    specialised in."""

    place: str
    eci: float
    fitness: float
    diversity: int


@dataclass(frozen=True, slots=True)
class LinkComplexity:
    """A link: ``pci`` on the scale of ECI, so that a city's ECI is the mean of its links';
    ``complexity`` from fitness, of mean 1; ``ubiquity`` = cities specialised in it."""

    link: str
    pci: float
    complexity: float
    ubiquity: int


@dataclass(frozen=True, slots=True)
class ProductSpaceFindings:
    """Complexity of cities and links from listed firms; ``eigenvalue`` is the second (0–1).
    Cities and links without a common link with the rest are ``left_out``; where nothing is
    determined ``why`` says so and the lists are empty."""

    eigenvalue: float | None
    places: tuple[PlaceComplexity, ...]
    links: tuple[LinkComplexity, ...]
    left_out_places: tuple[str, ...]
    left_out_links: tuple[str, ...]
    why: Reason | None


@dataclass(frozen=True, slots=True)
class FrontierPoint:
    """A link that an area does not have: ``density`` of related strengths (0–1), ``complexity``
    (PCI), ``demand`` in local enterprises whose whole input it would be; ``on_frontier`` if no
    other is at least as good in all three and better in one."""

    link: str
    density: float
    complexity: float
    demand: float
    on_frontier: bool


@dataclass(frozen=True, slots=True)
class AreaFrontier:
    """Where the cluster, a district or a zone could go next, the frontier first; ``has`` are the
    links where it has real enterprises; ``why`` tells why there is no point."""

    kind: AreaKind
    area: str
    has: tuple[str, ...]
    points: tuple[FrontierPoint, ...]
    why: Reason | None


@dataclass(frozen=True, slots=True)
class GapStability:
    """A gap whose inputs are drawn with the weights: ``rank`` as ranked by weights alone,
    ``rank_low``…``rank_high`` hold nine draws of ten, ``rank_probability`` of the first ten
    ranks, ``ahead_of_next`` = P(it comes before the gap ranked next), half of a tie counted."""

    link: str
    rank: int
    rank_low: int
    rank_high: int
    rank_probability: tuple[float, ...]
    priority: float
    ahead_of_next: float | None
    why_zh: str
    why_en: str


@dataclass(frozen=True, slots=True)
class MoveOffer:
    """What the cluster can offer to whoever would close a gap: ids of ``spaces`` that admit its
    industry with their ``area_m2`` in all, ``scenes`` to try it in, real local ``customers`` and
    ``suppliers``, ``laboratories`` whose work matches."""

    link: str
    spaces: tuple[str, ...]
    area_m2: float
    scenes: tuple[str, ...]
    customers: tuple[str, ...]
    suppliers: tuple[str, ...]
    laboratories: tuple[str, ...]
    why_zh: str
    why_en: str


@dataclass(frozen=True, slots=True)
class ChainIndicators:
    """The deeper indicators by name."""

    gap_stability: tuple[GapStability, ...]
    moves: tuple[MoveOffer, ...]
    product_space: ProductSpaceFindings
    frontiers: tuple[AreaFrontier, ...]


@dataclass(frozen=True, slots=True)
class OneCluster:
    """One link in one cluster of a comparison: enterprises listed, ``facts`` of them real;
    ``location_quotient`` is None where it cannot be computed; ``controllable`` within the
    cluster (0–1)."""

    enterprises: int
    facts: int
    status: Literal["strong", "weak", "none listed"]
    concentration: float | None
    location_quotient: Quotient | None
    controllable: float


@dataclass(frozen=True, slots=True)
class ComparedLink:
    """A link of the first chain with what each cluster has there, by id of the cluster."""

    link: str
    by_cluster: dict[str, OneCluster]


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster of a comparison. ``specialised`` counts links whose 90 % interval of the
    quotient lies at 1 or above, of ``quotients`` that could be computed (None: none could);
    ``mean_complexity`` is the mean PCI of the links held, on the first chain's product space;
    ``controllable`` the policy-weighted mean over applications, within the cluster (0–1)."""

    id: str
    name_zh: str
    name_en: str
    organisations: int
    facts: int
    links_held: int
    strong: int
    weak: int
    none_listed: int
    single_source: int
    specialised: int | None
    quotients: int
    mean_complexity: float | None
    controllable: float


@dataclass(frozen=True, slots=True)
class Moved:
    """Positions of ``organisations`` that a mapping took from a link of one taxonomy to one of
    the first chain, with the ``share`` that went there."""

    cluster: str
    from_link: str
    to_link: str
    share: float
    organisations: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A link that the first chain does not know and that no mapping leads into it."""

    cluster: str
    link: str
    organisations: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Clusters side by side on the links of the first."""

    clusters: tuple[Cluster, ...]
    links: tuple[ComparedLink, ...]
    moved: tuple[Moved, ...]
    left_out: tuple[LeftOut, ...]
