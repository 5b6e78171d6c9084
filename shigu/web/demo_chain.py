"""The clusters that the demonstration is compared with: the packs that lie beside its own."""

from __future__ import annotations

from pathlib import Path

from shigu.chain.actions import add_cluster
from shigu.chain.models import ComparedCluster
from shigu.districts.actors import Actor
from shigu.engine.pack.archive import archive_of
from shigu.engine.pack.files import DESCRIPTOR, read_files
from shigu.web.demo import REASON


def compare_the_demo(actor: Actor, pack: Path) -> None:
    """Add every other pack of the folder that ``pack`` lies in, once."""
    if ComparedCluster.objects.exists():
        return
    for other in sorted(pack.resolve().parent.iterdir()):
        if other.name != pack.resolve().name and (other / DESCRIPTOR).is_file():
            add_cluster(actor, archive_of(read_files(other), other.name), reason=REASON)
