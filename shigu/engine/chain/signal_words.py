"""What was heard of a firm, in one sentence, with what is left of it."""

from __future__ import annotations

from datetime import date

from shigu.engine.chain.signals import Signal
from shigu.engine.chain.wording import Namer, Words, percent
from shigu.engine.reasons import Reason

KINDS = {
    "expansion": Words("扩产", "it expands"),
    "financing": Words("融资", "it raised money"),
    "relocation": Words("搬迁", "it moves"),
    "tender": Words("中标", "it won a tender"),
    "patent": Words("获得专利", "it was granted patents"),
}
YI_WAN = 10_000


def signal_reason(signal: Signal, left: float, namer: Namer) -> Reason:
    told = _growth(signal) if signal.kind == "growth" else _event(signal, namer)
    whole = Words(f"{_month_zh(signal.date)}{told.zh}", f"{signal.date:%Y-%m}: {told.en}")
    whole = whole.then(f"（现仍计{percent(left)}）。", f" (still counts {percent(left)}).")
    return Reason(
        "chain.candidate.signal",
        whole.zh,
        whole.en,
        {
            "kind": signal.kind,
            "date": signal.date.isoformat(),
            "amount_wan": signal.amount_wan,
            "growth": signal.growth,
            "left": left,
            "fact": signal.fact,
        },
        (signal.source,) if signal.source else (),
    )


def _event(signal: Signal, namer: Namer) -> Words:
    told = KINDS[signal.kind]
    if signal.place is not None:
        place = namer(signal.place)
        told = told.then(f"至{place.zh}", f" to {place.en}")
    if signal.amount_wan is not None:
        amount = _money(signal.amount_wan)
        told = told.then(amount.zh, f", {amount.en}")
    return told


def _growth(signal: Signal) -> Words:
    growth = signal.growth or 0.0
    way = Words("增长", "grew") if growth >= 0 else Words("下降", "shrank")
    amount = percent(abs(growth))
    return Words(f"营业收入一年{way.zh}{amount}", f"its revenue {way.en} by {amount} in a year")


def _money(wan: float) -> Words:
    if wan >= YI_WAN:
        return Words(f"{wan / YI_WAN:.4g}亿元", f"{wan / YI_WAN * 100:,.4g} million yuan")
    return Words(f"{wan:,.0f}万元", f"{wan / 100:,.4g} million yuan")


def _month_zh(day: date) -> str:
    return f"{day.year}年{day.month}月"
