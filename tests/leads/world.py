"""Filing in tests, with real commits: what is filed is matched after its transaction."""

from contextlib import contextmanager

from django.utils import timezone

from shigu.districts.models import District
from shigu.districts.scope import acting_as, acting_as_system
from shigu.leads.actions.claims import file_claim
from tests.people import SEATS, user

HOME = {name: district for name, _full, district, _role in SEATS}


@contextmanager
def acting(name):
    with acting_as_system():
        key = user(name).pk
    with acting_as(key, name) as actor:
        yield actor


def today():
    return timezone.localdate()


def file(name, firm, **given):
    """A claim of the district where ``name`` sits, committed and matched."""
    with acting(name) as actor:
        district = District.objects.get(code=HOME[name])
        return file_claim(actor, district, firm, **{"reason": "企业来函", **given})
