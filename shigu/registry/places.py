"""Districts of the loaded registry by the names that the reader's language has for them."""

from __future__ import annotations

from django.utils.translation import get_language

from shigu.districts.models import District


def names_here() -> dict[str, str]:
    """Chinese name → English name where pages are in English; empty where they are not.

    A registry tells districts by name; those that this cluster does not know keep theirs.
    """
    if get_language() != "en":
        return {}
    known = District.objects.exclude(name_en="").values_list("name_zh", "name_en")
    return dict(known.order_by("name_zh"))
