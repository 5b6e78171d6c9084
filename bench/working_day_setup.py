"""What bench/working_day.py measures in: its own database, filled once."""

from django.core.management import call_command

from shigu.cli.site import ready

ready()

from bench.web_setup import PACK, analyse, by_superuser  # noqa: E402
from bench.web_world import PASSWORD, fill  # noqa: E402
from bench.working_day_world import fill_working_day  # noqa: E402
from shigu.commitments.models import Commitment  # noqa: E402
from shigu.data.actions import load_pack  # noqa: E402
from shigu.districts.models import District  # noqa: E402
from shigu.districts.scope import acting_as_system  # noqa: E402
from shigu.engine.pack.read import read_pack  # noqa: E402
from shigu.leads.models import Lead  # noqa: E402
from shigu.projects.models import Project, StageChange  # noqa: E402
from shigu.work.models import Task  # noqa: E402

FIRMS, SPACES = 3_000, 1_000


def prepare(projects):
    """How many rows there are by kind, and the password of each person."""
    call_command("migrate", verbosity=0)
    with acting_as_system() as system:
        if not District.objects.exists():
            load_pack(system, read_pack(PACK), reason="bench")
    with by_superuser():
        fill((FIRMS, SPACES, 0))
        fill_working_day(projects)
        counted = {"projects": Project, "steps": StageChange, "leads": Lead, "tasks": Task}
        sizes = {name: model.objects.count() for name, model in counted.items()}
        sizes["commitments"] = Commitment.objects.count()
    analyse()
    return sizes, {"bench": PASSWORD, "officer": PASSWORD}
