"""A problem of an agreement: where it is, what is wrong and the cure, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from shigu.engine.sharing.rules.schema import language


@dataclass(frozen=True, slots=True)
class Problem:
    """``path`` as in ``rules[0].phases[1].shares``; ``line`` of the file, 1 being the first."""

    path: str
    line: int | None
    code: str
    message_zh: str
    message_en: str
    cure_zh: str
    cure_en: str

    def told(self, lang: str = "zh") -> str:
        """The problem in one line: where, what, cure; ``lang`` is zh or en."""
        if lang == "zh":
            place = f"第 {self.line} 行 {self.path}" if self.line else self.path
            return f"{place}：{self.message_zh}。{self.cure_zh}。[{self.code}]".lstrip("：")
        place = f"line {self.line} {self.path}" if self.line else self.path
        return f"{place}: {self.message_en}. {self.cure_en}. [{self.code}]".lstrip(": ")


class AgreementError(ValueError):
    """An agreement that cannot be read; all that is wrong with it."""

    def __init__(self, name: str, problems: tuple[Problem, ...]) -> None:
        self.name = name
        self.problems = problems
        first = problems[0]
        super().__init__(f"{name}: {first.told('zh')} / {first.told('en')}")


def problem(code: str, path: str, line: int | None = None, /, **words: object) -> Problem:
    """The problem ``code`` at its place, its message filled in with ``words``.

    Raises:
        KeyError: ``code`` is not in ``schema/messages.csv``, or a placeholder has no word.
    """
    said = language().messages[code]
    return Problem(
        path=path,
        line=line,
        code=code,
        message_zh=said.message.zh.format_map(words),
        message_en=said.message.en.format_map(words),
        cure_zh=said.cure.zh.format_map(words),
        cure_en=said.cure.en.format_map(words),
    )


def to_json(found: Problem) -> dict[str, str | int | None]:
    """The shape that ``sharing check --json`` prints."""
    return {
        "path": found.path,
        "line": found.line,
        "code": found.code,
        "message_zh": found.message_zh,
        "message_en": found.message_en,
        "cure": found.cure_zh,
        "cure_en": found.cure_en,
    }
