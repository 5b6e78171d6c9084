"""What else is done with spaces: changed, let, kept, given back."""

from datetime import date, timedelta
from decimal import Decimal

from shigu.projects import actions as projects
from shigu.projects.actions import Whom
from shigu.projects.models import Project
from shigu.territory import actions as territory
from shigu.territory.models import Occupancy, Reservation, Space
from tests.security.case import Case

WHY = "按月度例会"
OPEN: set[str] = set()
START, LATER, LATEST = date(2027, 1, 1), date(2028, 1, 1), date(2029, 1, 1)


def row_of(space):
    row = {"id": "matrix-put", "zone": space.zone.code, "name": "矩阵表", "kind": "land"}
    return row | {"land_mu": 5.0, "available_from": START, "status": "illustrative"}


def kept_for(actor, project):
    space = Space.objects.get(code=f"matrix-{project.district.code}")
    return projects.keep_for(
        actor, Whom.of(project), space, start=LATEST, basis="intent", reason=WHY
    )


CASES = (
    Case("territory.put", Space, lambda a, s: territory.put(a, "spaces", [row_of(s)], reason=WHY)),
    Case(
        "territory.change",
        Space,
        lambda a, s: territory.change(a, s, {"name": "改"}, reason=WHY),
    ),
    Case(
        "territory.occupy",
        Space,
        lambda a, s: territory.occupy(a, s, start=LATEST, basis="lease", reason=WHY),
    ),
    Case(
        "territory.release",
        Occupancy,
        lambda a, o: territory.release(a, o, on=date(2027, 7, 1), reason=WHY),
    ),
    Case(
        "territory.reserve",
        Space,
        lambda a, s: territory.reserve(a, s, start=LATEST, basis="intent", reason=WHY),
    ),
    Case(
        "territory.extend",
        Reservation,
        lambda a, r: territory.extend(a, r, until=r.expires_on + timedelta(days=9), reason=WHY),
    ),
    Case(
        "territory.confirm",
        Reservation,
        lambda a, r: territory.confirm(a, r, basis="lease", reason=WHY),
    ),
    Case("territory.free", Reservation, lambda a, r: territory.free(a, r, reason=WHY)),
    Case("projects.keep", Project, kept_for, row="on a visit"),
)


def fill(actor, space):
    """The space is let for a year and kept for another."""
    held = territory.occupy(
        actor, space, start=START, end=LATER, area_m2=Decimal(1), basis="lease", reason="底本"
    )
    kept = territory.reserve(actor, space, start=LATER, end=LATEST, basis="intent", reason="底本")
    return {Occupancy: held, Reservation: kept}
