"""Renews docs/reference from the code: the pack's tables, the schema of plan.json, the commands."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings as django
from django.utils.translation import override
from pydantic.fields import FieldInfo

from shigu.conf.environment import Environment
from shigu.districts.vocabulary import WRITES, DataClass, Role
from shigu.engine.pack.describe import describe
from shigu.engine.pack.schema import schema
from shigu.engine.plan.document import json_schema
from shigu.engine.sharing.rules.describe import describe as describe_agreement
from shigu.engine.sharing.rules.json_schema import json_schema as agreement_schema
from shigu.engine.sharing.rules.schema import language
from shigu.projects.procedure.table import transitions
from shigu.projects.stages import Stage

HERE = Path(__file__).parent / "reference"
COMMANDS = ["-m", "typer", "shigu.cli.main", "utils", "docs", "--name", "shigu"]


def commands() -> str:
    """Every command with its arguments and options, as Typer tells them."""
    told = subprocess.run([sys.executable, *COMMANDS], check=True, capture_output=True, text=True)
    return told.stdout.rstrip() + "\n"


def settings() -> str:
    """Every setting of an installation with its default and meaning."""
    rows = [
        f"| `SHIGU_{name.upper()}` | {_default(name, field)} | {field.description} |"
        for name, field in Environment.model_fields.items()
    ]
    head = "# 设置 · Settings\n\n环境变量，或当前目录的 `.env` 文件。"
    head += "Environment variables, or a file `.env` in the working directory.\n"
    return "\n".join(
        [head, "| 名称 · name | 默认 · default | 含义 · meaning |", "|---|---|---|", *rows, ""]
    )


def permissions() -> str:
    """Who reads and changes what: role by class, in own, granted and other districts."""
    head = """# 权限 · Permissions

由 `shigu/districts/vocabulary.py` 生成；`tests/security/test_matrix.py` 逐格向数据库核对。
Generated from the vocabulary; each cell is asked of the database in the suite.

R = 读 · read, W = 改 · change, — = 看不到 · nothing.
本区 = 席位所在区县（及同一参与主体的区县）；获授权 = 对方区县授权了该类数据；他区 = 其余。
own = districts of one's seats (and of the same player); granted = that district granted the class;
other = all others. 授权只给读。A grant lets read only.
Registry, territory and chain are read by every member of the cluster whatever the district; a
writer of the registry also changes organisations outside the cluster's players.
协议、名单、结算与账簿：登记区县的财政专员写，协议各方都读；各方的财政专员以自己的名义确认名单、对结算
表态、确认重开；税收只有征收区县读写。An agreement, its list, settlements and ledgers are written by
the finance officers of the keeper and read by every party; each party's confirm firms, answer
settlements and confirm reopenings in their own name; taxes are read by their own district alone.
首报、撞单与线索联系人只有本区席位读得到，授权与运维访问都不出借；写入只经首报台账的函数；裁定案只有专班
读。First reports, clashes and contacts of leads are read by seats of their own district, lent by no
grant or timed access; claims are written by the functions of the ledger alone, cases are read by
the joint office.
项目评审由项目所在区县提请、召集单位作结论，既看得到项目又看得到会议的人读；评分自己交表后、大家都交了或有了
结论才读得到别人的。Evaluations are put up by the project's district, concluded by who called the
meeting and read by who reads both; the others' points once one's own or all are handed in, or there
is a conclusion.

"""
    lines = ["| 数据类别 · class | 角色 · role | 本区 · own | 获授权 · granted | 他区 · other |"]
    lines.append("|---|---|---|---|---|")
    for data_class in DataClass:
        for role in Role:
            own = "RW" if data_class in WRITES[role] else "R"
            lines.append(
                f"| {data_class.label} `{data_class.value}` | {role.label} `{role.value}`"
                f" | {own} | R | — |"
            )
    return head + "\n".join(lines) + "\n"


def _default(name: str, field: FieldInfo) -> str:
    return "`~/.local/share/shigu`" if name == "home" else f"`{field.default}`".replace("``", "")


STAGES = """# 项目阶段 · Stages of a project

由 `shigu/projects/procedure/transitions.csv` 与 `evidence.csv` 生成；测试逐行走过。
改阶段只有这些路；每一步写进阶段记录（`StageChange`），记录重放得到同一阶段。
Generated from the transition table; the suite walks every row. There is no other way from stage to
stage; each step is kept in the log, and replaying the log gives the same stage.

时限 = 在原阶段最多停留的天数。limit = days that a project may stand in the stage before the step.
虚线 = 退回。dotted = going back.

从 15 只能回到进入履约处置时所在的阶段或之前的阶段：签约前终止的，重新研判或洽谈，再逐步过会商准入
与签约；登记时就在 15 的，从研判起办。
Out of 15 a project goes back to where it stood when it went there, or before it: what ended before
signing is screened or talked about again and passes evaluation and signing like any other; what was
filed at 15 begins with the screening.

"""


def stages() -> str:
    """The transition table with its diagram."""
    steps = list(transitions().values())
    with override("zh-hans"):
        nodes = [f'    s{stage.value}["{stage.value} {stage.label}"]' for stage in Stage]
    arrows = [
        f"    s{s.origin.value} {'-.->' if s.back else '-->'}|{s.zh}| s{s.target.value}"
        for s in steps
        if s.target != Stage.REMEDY or s.origin in (Stage.TALKS, Stage.FULL_OUTPUT)
    ]
    head = "| 从 · from | 到 · to | 步骤 · step | 谁 · who | 证据 · evidence"
    head += " | 时限 · limit | 来源 · source |\n|---|---|---|---|---|---|---|"
    rows = [
        f"| {s.origin.value} | {s.target.value} | {'↩ ' if s.back else ''}{s.zh} · {s.en}"
        f" | {' '.join(f'`{role.value}`' for role in s.who)}"
        f" | {'；'.join(f'`{e.id}` {e.zh} · {e.en}' for e in s.evidence) or '—'}"
        f" | {'—' if s.days is None else f'{s.days} d'}"
        f" | {f'{s.source_zh} · {s.source_en}' if s.source_zh else '—'} |"
        for s in steps
    ]
    drawn = ["```mermaid", "flowchart LR", *nodes, *arrows, "```"]
    note = "\n6–14 各阶段都可进入 15。Every stage from 6 to 14 may lead to 15; see the table.\n"
    return STAGES + "\n".join([*drawn, note, head, *rows, ""])


def _json(shape: dict[str, Any]) -> str:
    return json.dumps(shape, ensure_ascii=False, indent=1) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "pack.md": lambda: describe(schema()),
    "agreement.md": lambda: describe_agreement(language()),
    "agreement.schema.json": lambda: _json(agreement_schema(language())),
    "plan.schema.json": lambda: _json(json_schema()),
    "commands.md": commands,
    "settings.md": settings,
    "permissions.md": permissions,
    "stages.md": stages,
}
"""Every generated file by its name."""


if __name__ == "__main__":
    django.configure(USE_I18N=False)
    for name, text in PAGES.items():
        (HERE / name).write_text(text(), encoding="utf-8")
