"""What the demonstration is compared with: the packs beside its own, and a draft of its own."""

from __future__ import annotations

from pathlib import Path

from shigu.chain.actions import add_cluster
from shigu.chain.models import ComparedCluster
from shigu.districts.actors import Actor
from shigu.engine.pack.archive import archive_of
from shigu.engine.pack.files import DESCRIPTOR, read_files
from shigu.engine.pack.read import read_pack
from shigu.web.demo import REASON
from shigu.web.demo_taxonomy import draft_of


def compare_the_demo(actor: Actor, pack: Path) -> None:
    """Add every other pack of the folder that ``pack`` lies in and an earlier draft, once."""
    if ComparedCluster.objects.exists():
        return
    for other in sorted(pack.resolve().parent.iterdir()):
        if other.name != pack.resolve().name and (other / DESCRIPTOR).is_file():
            add_cluster(actor, archive_of(read_files(other), other.name), reason=REASON)
    add_cluster(actor, draft_of(read_pack(pack)), reason=REASON)
