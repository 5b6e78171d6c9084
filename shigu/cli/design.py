"""``shigu sharing design``: parameters that meet a target, and those that every side accepts."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

import typer

from shigu.cli.agreements import AgreementFile, sound
from shigu.cli.game_file import written
from shigu.cli.refusal import Lang, refuse, unusable
from shigu.cli.settle import book_of
from shigu.engine.reasons import Reason
from shigu.engine.sharing.game import GameError, number
from shigu.engine.sharing.negotiation.design import DesignedAgreement, design_agreement
from shigu.engine.sharing.negotiation.outlook import (
    NegotiationError,
    Outlook,
    Scenario,
    outlook,
)
from shigu.engine.sharing.negotiation.region import Negotiation, negotiate
from shigu.engine.sharing.rules.values import Agreement
from shigu.engine.sharing.settlement.faults import SettlementError


def design(
    template: AgreementFile,
    *,
    scenarios: Annotated[
        Path,
        typer.Option(
            exists=True,
            dir_okay=False,
            help='情景 · JSON: [{"name", "probability": "1/2", "book": path}, …]',
        ),
    ],
    first: Annotated[int, typer.Option("--from", help="起始年度 · First year")],
    last: Annotated[int, typer.Option("--to", help="截止年度 · Last year")],
    target: Annotated[
        list[str] | None, typer.Option(help="目标（分）· Target in fen: PARTY=FEN")
    ] = None,
    at_least: Annotated[
        list[str] | None, typer.Option(help="底线（分）· Least accepted in fen: PARTY=FEN")
    ] = None,
    weight: Annotated[
        list[str] | None, typer.Option(help="谈判权重 · Bargaining weight: PARTY=N")
    ] = None,
    discount: Annotated[float, typer.Option(min=0.0, help="年折现率 · Discount a year")] = 0.0,
    as_json: Annotated[bool, typer.Option("--json", help="JSON 输出 · Print JSON")] = False,
    lang: Lang = "zh",
) -> None:
    """为协议模板求参数：最接近目标的，和各方都能接受的 · Find the parameters of a template."""
    terms = sound(template, lang)
    try:
        cases = _scenarios(scenarios, terms, as_json, lang)
        seen = outlook(terms, cases, first_year=first, last_year=last, discount=discount)
        answer = _answer(seen, target, at_least, weight)
    except (NegotiationError, SettlementError) as error:
        refuse(error.zh if lang == "zh" else error.en)
    typer.echo(json.dumps(answer, ensure_ascii=False) if as_json else _table(answer, lang))


def _answer(
    seen: Outlook, target: list[str] | None, at_least: list[str] | None, weight: list[str] | None
) -> dict[str, Any]:
    if not (target or at_least):
        raise NegotiationError(
            "没有目标也没有底线。请给出 --target 或 --at-least。",
            "there is neither a target nor a minimum: give --target or --at-least.",
        )
    answer: dict[str, Any] = {
        "template": seen.agreement.id,
        "version": seen.agreement.version,
        "from": seen.first_year,
        "to": seen.last_year,
        "parties": list(seen.parties),
    }
    if target:
        answer |= _designed(design_agreement(seen, _pairs(target, "--target", int)))
    if at_least:
        weights = _pairs(weight or [], "--weight", Fraction)
        least = _pairs(at_least, "--at-least", int)
        answer["negotiation"] = _negotiated(negotiate(seen, least, weights=weights))
    return answer


def _scenarios(path: Path, terms: Agreement, as_json: bool, lang: str) -> list[Scenario]:  # noqa: FBT001
    try:
        rows = json.loads(path.read_text(encoding="utf-8-sig"), parse_float=written)
        return [
            Scenario(
                str(row["name"]),
                number(row["probability"], f"[{place}].probability"),
                book_of(path.parent / str(row["book"]), terms, as_json, lang),
            )
            for place, row in enumerate(rows)
        ]
    except GameError as error:
        raise NegotiationError(error.zh, error.en) from None
    except OSError as error:
        refuse(unusable(path, error, lang))
    except (ValueError, KeyError, TypeError) as error:
        raise NegotiationError(
            f"{path.name} 不是情景列表（{error}）。"
            '请写 [{"name": …, "probability": "1/2", "book": 文件}, …]。',
            f"{path.name} is no list of scenarios ({error}): write "
            '[{"name": …, "probability": "1/2", "book": path}, …].',
        ) from None


def _pairs(given: list[str], option: str, read: Callable[[str], Any]) -> dict[str, Any]:
    pairs = {}
    for pair in given:
        party, equals, amount = pair.partition("=")
        try:
            pairs[party.strip()] = read(amount.strip())
        except (ValueError, ZeroDivisionError):
            equals = ""
        if not (party and equals):
            raise NegotiationError(
                f"{option} {pair!r} 应写成 一方=数，金额为整数分。请改正。",
                f"{option} {pair!r} is written PARTY=NUMBER, amounts in whole fen: correct it.",
            )
    return pairs


def _designed(found: DesignedAgreement) -> dict[str, Any]:
    return {
        "base": [list(rule.base.kinds) for rule in found.agreement.rules],
        "parameters": _exact(found.parameters),
        "expected_payments": found.expected_payments,
        "against_5_5": [asdict(row) for row in found.against_5_5],
        "error": found.error,
        "error_5_5": found.error_5_5,
        "reasons": _said(found.reasons),
    }


def _negotiated(found: Negotiation) -> dict[str, Any]:
    return {
        "parameters": list(found.parameters),
        "accepted": [list(each) for each in found.accepted],
        "by_side": {side: [list(each) for each in own] for side, own in found.by_side.items()},
        "nash": _exact(found.nash) if found.nash is not None else None,
        "nearest": _exact(found.nearest),
        "payments": found.payments,
        "shortfall": found.shortfall,
        "reasons": _said(found.reasons),
    }


def _exact(parameters: Mapping[str, Fraction]) -> dict[str, str]:
    return {name: str(value) for name, value in parameters.items()}


def _said(reasons: tuple[Reason, ...]) -> list[dict[str, str]]:
    return [{"code": reason.code, "zh": reason.zh, "en": reason.en} for reason in reasons]


def _table(answer: dict[str, Any], lang: str) -> str:
    """Parameters, payments against 5:5, and what is to be said of them."""
    lines = [f"{name} = {value}" for name, value in answer.get("parameters", {}).items()]
    for row in answer.get("against_5_5", []):
        parts = (f"{key} {row[key]:,.2f}" for key in ("target", "designed", "equal"))
        lines.append(f"{row['player']}: {'  '.join(parts)}")
    lines += [reason[lang] for reason in answer.get("reasons", [])]
    lines += [reason[lang] for reason in answer.get("negotiation", {}).get("reasons", [])]
    return "\n".join(lines)
