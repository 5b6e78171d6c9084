"""Renews docs/reference from the code: the pack's tables, the schema of plan.json, the commands."""

import json
import subprocess
import sys
from pathlib import Path

from django.conf import settings as django
from pydantic.fields import FieldInfo

from shigu.conf.environment import Environment
from shigu.districts.vocabulary import WRITES, DataClass, Role
from shigu.engine.pack.describe import describe
from shigu.engine.pack.schema import schema
from shigu.engine.plan.document import json_schema
from shigu.engine.sharing.rules.describe import describe as describe_agreement
from shigu.engine.sharing.rules.json_schema import json_schema as agreement_schema
from shigu.engine.sharing.rules.schema import language

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


def pages() -> dict[str, str]:
    """Every generated file by its name."""
    shape = json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"
    terms = json.dumps(agreement_schema(language()), ensure_ascii=False, indent=1) + "\n"
    return {
        "pack.md": describe(schema()),
        "agreement.md": describe_agreement(language()),
        "agreement.schema.json": terms,
        "plan.schema.json": shape,
        "commands.md": commands(),
        "settings.md": settings(),
        "permissions.md": permissions(),
    }


if __name__ == "__main__":
    django.configure(USE_I18N=False)
    for name, text in pages().items():
        (HERE / name).write_text(text, encoding="utf-8")
