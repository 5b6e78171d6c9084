"""The words of the product as its source has them: what templates and Python give to gettext."""

import ast
import re
from pathlib import Path

from django.utils.translation.template import templatize

SHIGU = Path(__file__).parents[2] / "shigu"
CALLS = {
    "gettext": (None, 0),
    "ngettext": (None, 0),
    "pgettext": (0, 1),
    "npgettext": (0, 1),
}
STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
IN_TEMPLATE = re.compile(rf"\b(_|n?p?gettext)\(({STRING})(?:,\s*({STRING}))?")
"""A call as ``templatize`` writes it; what is around it is a row of X."""


def of_templates():
    """``(context, msgid)`` of every translation in a template, with the template's name."""
    for path in SHIGU.rglob("templates/**/*.html"):
        source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        for name, *found in IN_TEMPLATE.findall(source):
            words = [ast.literal_eval(each) for each in found if each]
            context, word = CALLS.get(name, (None, 0))
            yield (None if context is None else words[context], words[word]), path.name


def of_python():
    """``(context, msgid)`` of every translation in a module, with the module's name."""
    for path in SHIGU.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = dict(_imported(tree))
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            kind = names.get(getattr(call.func, "id", ""))
            if kind is None:
                continue
            context, word = CALLS[kind]
            words = [each.value for each in call.args if isinstance(each, ast.Constant)]
            if len(words) > word:
                yield (None if context is None else words[context], words[word]), path.name


def _imported(tree):
    """Names that a module calls gettext by, with the kind of each."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            for each in node.names:
                kind = each.name.removesuffix("_lazy")
                if kind in CALLS:
                    yield each.asname or each.name, kind


def msgids():
    """Every ``(context, msgid)`` that is not English already → the file it stands in."""
    found = {}
    for (context, word), place in (*of_templates(), *of_python()):
        if not word.isascii():
            found.setdefault((context, word), place)
    return found
