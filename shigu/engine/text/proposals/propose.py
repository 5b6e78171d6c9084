"""All that a document proposes, in the order in which it is accepted: who, then what, then where.

An organisation comes before the project, partnership or position that names it.
"""

from __future__ import annotations

from collections.abc import Sequence

from shigu.engine.text.proposals.organisations import organisations
from shigu.engine.text.proposals.partnerships import partnerships
from shigu.engine.text.proposals.positions import positions
from shigu.engine.text.proposals.projects import projects
from shigu.engine.text.proposals.spaces import spaces
from shigu.engine.text.proposals.stages import stages
from shigu.engine.text.proposals.subjects import Subjects
from shigu.engine.text.proposals.values import Proposal, Register, Said

PARTS = (organisations, projects, stages, spaces, partnerships, positions)


def propose(claims: Sequence[Said], register: Register, integrity: float) -> tuple[Proposal, ...]:
    """What the claims of a document of that integrity (0–1) would change, each row once.

    Names are of the document; ``register`` says which rows are there. The same claims and the
    same register give the same proposals.
    """
    subjects = Subjects(claims)
    found = [one for part in PARTS for one in part(claims, subjects, register, integrity)]
    return tuple({one.key: one for one in reversed(found)}.values())[::-1]
