"""Other names and codes of the demonstration's invented firms, and one merge that can be undone."""

from __future__ import annotations

from shigu.districts.models import User
from shigu.districts.scope import acting_as
from shigu.registry import actions
from shigu.registry.models import Identifier, Merge, Organisation, OtherName

OFFICER = "lin"
REASON = "示例"
FIRM = "demo-jinghu"
NAMES = (
    ("镜湖光电", OtherName.Kind.ALIAS, "", ""),
    ("杭州镜湖电子有限公司", OtherName.Kind.FORMER, "2015-06", "2019-04"),
    ("Jinghu Optoelectronics (example)", OtherName.Kind.ENGLISH, "2019-04", ""),
)
REGISTRATION = "330108000192013"
TWICE = (("demo-shuyu", "杭州疏雨影像有限公司"), ("demo-shuyu-2", "杭州疏雨影象有限公司"))


def name_the_demo() -> None:
    """Note names and codes of an invented firm, and merge a firm that was entered twice; once."""
    officer = User.objects.get(username=OFFICER)
    with acting_as(officer.pk, str(officer)) as actor:
        if OtherName.objects.exists() or Merge.objects.exists():
            return
        firm = Organisation.objects.get(code=FIRM)
        for text, kind, since, until in NAMES:
            known = {"since": since, "until": until}
            actions.call(actor, firm, text, kind, reason=REASON, known=known)
        actions.identify(actor, firm, Identifier.Kind.REGISTRATION, REGISTRATION, reason=REASON)
        shape = {"kind": "enterprise", "status": "illustrative", "district": "binjiang"}
        rows = [shape | {"id": code, "name_zh": name} for code, name in TWICE]
        actions.put(actor, "organisations", rows, reason=REASON)
        keep, drop = (Organisation.objects.get(code=code) for code, _name in TWICE)
        actions.merge(actor, keep, drop, reason="同一家登记了两次（示例）")
