"""Which clusters this one is compared with."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.chain.models import Chain, ComparedCluster
from shigu.districts.actors import Actor
from shigu.districts.policies import Refused, may_write_somewhere
from shigu.districts.verbs import action
from shigu.districts.vocabulary import DataClass
from shigu.engine.chain.checking import ChainError
from shigu.engine.pack.archive import read_archive
from shigu.engine.plan.chain_inputs import chain_inputs
from shigu.engine.plan.errors import PlanError


@action("chain.add_cluster", gettext_lazy("添加对照集群"))
def add_cluster(actor: Actor, content: bytes, *, reason: str = "") -> ComparedCluster:
    """Keep the pack of another cluster, a zip file, in place of an older one of that name.

    Raises:
        Refused: the actor may not write the chain, the pack has the name of a version of this
            chain, or no chain of its own that can be judged.
        PackError: the archive or the pack has problems.
    """
    may_write_somewhere(actor, DataClass.CHAIN).require()
    pack = read_archive(content)
    if Chain.objects.filter(code=pack.name).exists():
        raise Refused(_("%s是本集群的一个版本，不用上传也会并列。") % pack.name)
    try:
        inputs = chain_inputs(pack)
    except (ChainError, PlanError) as error:
        raise Refused(str(error)) from error
    told = {
        "version": pack.version,
        "name_zh": pack.title_zh,
        "name_en": pack.title_en or "",
        "created": pack.created,
        "hash": pack.hash,
        "organisations": sum(firm.scope == "cluster" for firm in inputs.firms),
        "links": len(inputs.links),
        "added_by": actor.name,
        "content": content,
    }
    return ComparedCluster.objects.update_or_create(code=pack.name, defaults=told)[0]


@action("chain.remove_cluster", gettext_lazy("移除对照集群"))
def remove_cluster(actor: Actor, cluster: ComparedCluster, *, reason: str = "") -> None:
    """Compare with this cluster no more.

    Raises:
        Refused: the actor may not write the chain.
    """
    may_write_somewhere(actor, DataClass.CHAIN).require()
    cluster.delete()
