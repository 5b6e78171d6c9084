"""What bench/web.py measures in: the database, a person, a token, and the addresses asked."""

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.core.management import call_command
from django.db import connection

from shigu.cli.site import ready
from shigu.conf import embedded
from shigu.conf.environment import environment

ready()

from django.urls import reverse  # noqa: E402

from bench.web_world import PASSWORD, fill  # noqa: E402
from shigu.data.actions import load_pack  # noqa: E402
from shigu.districts.actions import make_token  # noqa: E402
from shigu.districts.models import District, User  # noqa: E402
from shigu.districts.scope import acting_as, acting_as_system  # noqa: E402
from shigu.engine.pack.read import read_pack  # noqa: E402
from shigu.projects.models import Project  # noqa: E402
from shigu.registry.models import Organisation  # noqa: E402
from shigu.territory.models import Space  # noqa: E402

PACK = Path(__file__).parents[1] / "packs" / "vision-valley"


@dataclass(frozen=True)
class World:
    """``pages`` and ``api`` are addresses by name; the API ones with their targets."""

    person: tuple[str, str]
    secret: str
    pages: dict[str, str]
    api: list[tuple[str, str, int]]


def prepare(options):
    call_command("migrate", verbosity=0)
    with acting_as_system() as system:
        if not District.objects.exists():
            load_pack(system, read_pack(PACK), reason="bench")
    with by_superuser():
        fill((options.organisations, options.spaces, options.projects))
    analyse()
    return world()


@contextmanager
def by_superuser():
    """Write without fences, triggers and history: the invented rows of the bench only."""
    known = connection.settings_dict["USER"]
    connection.close()
    connection.settings_dict["USER"] = embedded.SUPERUSER
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
    yield
    connection.close()
    connection.settings_dict["USER"] = known


def analyse():
    home = environment().home
    with psycopg.connect(embedded.address(home, embedded.SUPERUSER), autocommit=True) as database:
        database.execute("VACUUM ANALYZE")


def world():
    user = User.objects.get(username="bench")
    with acting_as(user.pk, "bench") as actor:
        joint = District.objects.get(level="office")
        _, secret = make_token(actor, user, joint, name="bench", may_write=False, days=2)
        firm = Organisation.objects.get(code="bench-org-77")
        space = Space.objects.get(code="bench-space-77")
        project = Project.objects.get(code="bench-project-77")
    return World(
        ("bench", PASSWORD),
        secret,
        addresses(firm, space, project),
        [
            ("API one object", f"/api/v1/spaces/{space.code}", 1000),
            ("API filtered list", "/api/v1/spaces?height_m_min=6&kind=factory&limit=20", 500),
        ],
    )


def addresses(firm, space, project):
    """Every list and detail page, with the searches and filters that people use."""
    organisations, spaces = reverse("registry:organisations"), reverse("territory:spaces")
    projects, search = reverse("projects:list"), reverse("territory:search")
    return {
        "cockpit": reverse("board:cockpit"),
        "organisations": organisations,
        "organisations found": f"{organisations}?q=视云",
        "organisations by capital": f"{organisations}?sort=-capital_wan&page=3",
        "organisation": firm.get_absolute_url(),
        "territory map": reverse("territory:map"),
        "spaces": spaces,
        "spaces by area": f"{spaces}?sort=-area_m2",
        "space": space.get_absolute_url(),
        "space search": f"{search}?floor_area_m2=3000&height_m=6&load_t_m2=2&power_kva=800",
        "projects": projects,
        "projects found": f"{projects}?q=视云",
        "project": project.get_absolute_url(),
        "chain": reverse("chain:graph"),
        "plans": reverse("plans:list"),
        "sharing": reverse("sharing:overview"),
        "data": reverse("data:overview"),
        "search everything": f"{reverse('search')}?q=视云",
    }
