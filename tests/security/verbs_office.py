"""Verbs of accounts, seats, grants, tokens and imports as cases."""

from datetime import date, timedelta

from django.utils import timezone

from shigu.data import actions as data
from shigu.data.models import Import, ImportProgress
from shigu.districts import actions as districts
from shigu.districts.models import ApiToken, District, Grant, Membership, StaffAccess, User
from tests.data.working import LEAD, sheet
from tests.people import user
from tests.security.case import Case
from tests.work.world import place

WHY = "按月度例会"
FROM, TO = date(2026, 1, 1), date(2036, 1, 1)
NAMED = {"full_name": "矩阵人", "email": ""}
OPEN = {"districts.create_account"}
"""An account alone sits in no district."""


def zone(district):
    row = {"id": "matrix-put", "district": district.code, "name_zh": "矩阵园", "kind": "park"}
    return row | {"status": "illustrative", "geometry": None}


def granted(actor, district):
    terms = {"valid_from": FROM, "valid_to": TO, "agreement": "示例"}
    return districts.grant(actor, district, place("gongshu"), "projects", **terms, reason=WHY)


def seated(actor, district):
    return districts.give_seat(
        actor, user("zhou"), district, "officer", valid_from=FROM, reason=WHY
    )


def token(actor, district):
    own = User.objects.get(pk=actor.id)
    return districts.make_token(
        actor, own, district, name="矩阵", may_write=False, days=1, reason=WHY
    )


def opened(actor, district):
    own = User.objects.get(pk=actor.id)
    return districts.open_staff_access(actor, own, district, hours=1, reason=WHY)


CASES = (
    Case("districts.put", District, lambda a, d: districts.put(a, "zones", [zone(d)], reason=WHY)),
    Case(
        "districts.create_account",
        District,
        lambda a, d: districts.create_account(a, "matrix-new", full_name="新人", reason=WHY),
    ),
    Case(
        "districts.change_account",
        User,
        lambda a, u: districts.change_account(a, u, **NAMED, reason=WHY),
    ),
    Case(
        "districts.forget_password",
        User,
        lambda a, u: districts.forget_password(a, u, reason=WHY),
    ),
    Case("districts.close_account", User, lambda a, u: districts.close_account(a, u, reason=WHY)),
    Case("districts.reopen_account", User, lambda a, u: districts.reopen_account(a, u, reason=WHY)),
    Case("districts.give_seat", District, seated),
    Case(
        "districts.end_seat",
        Membership,
        lambda a, s: districts.end_seat(a, s, on=timezone.localdate(), reason=WHY),
    ),
    Case("districts.grant", District, granted),
    Case("districts.revoke_grant", Grant, lambda a, g: districts.revoke_grant(a, g, reason=WHY)),
    Case("districts.open_staff_access", District, opened),
    Case(
        "districts.close_staff_access",
        StaffAccess,
        lambda a, s: districts.close_staff_access(a, s, reason=WHY),
    ),
    Case("districts.make_token", District, token),
    Case("districts.revoke_token", ApiToken, lambda a, t: districts.revoke_token(a, t, reason=WHY)),
    Case(
        "data.bring",
        District,
        lambda a, d: data.bring(a, "leads", "台账.csv", sheet("leads", LEAD), district=d),
    ),
    Case("data.confirm", Import, lambda a, i: data.confirm(a, i, reason=WHY)),
    Case("data.cancel", Import, lambda a, i: data.cancel(a, i, reason=WHY)),
)


def fill(code, people, *, own):
    """Somebody with a seat in the district, a token and an engineer's access to it; a grant.

    An import waits for who brought it: one's ``own``, or another's.
    """
    district = place(code)
    person = User.objects.create_user(f"matrix-{code}", **NAMED)
    seat = Membership.objects.create(
        user=person, district=district, role="officer", valid_from=FROM
    )
    now = timezone.now()
    return {
        User: person,
        Membership: seat,
        Grant: Grant.objects.create(
            district=district,
            grantee=place("gongshu"),
            data_class="work",
            agreement="示例",
            valid_from=FROM,
            valid_to=TO,
        ),
        StaffAccess: StaffAccess.objects.create(
            user=user("qiu"),
            district=district,
            reason="底本",
            opened_at=now,
            closes_at=now + timedelta(hours=1),
        ),
        ApiToken: ApiToken.objects.create(
            user=person,
            district=district,
            name="底本",
            digest=code.encode().ljust(32),
            expires_at=now + timedelta(days=1),
        ),
        Import: {each: waiting(each if own else person.pk, district) for each in people},
    }


def waiting(person, district):
    made = Import.objects.create(
        district=district,
        user_id=person,
        data_class="projects",
        table="leads",
        filename="台账.csv",
        state="ready",
        rows=1,
    )
    ImportProgress.objects.create(import_of=made)
    return made
