"""What would make a firm's move worthwhile: space, scenes and partners of the cluster itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from shigu.engine.chain.results import Gap, MoveOffer
from shigu.engine.chain.search import TermSearch
from shigu.engine.chain.standing import Standing
from shigu.engine.chain.values import ChainInputs, Link, SpaceOffer
from shigu.engine.chain.wording import NOTHING, Namer, Words, joined

INSTITUTES = frozenset({"institute", "university"})
REACHABLE = frozenset({"cluster", "city"})


def moves(inputs: ChainInputs, standing: Standing, gaps: Sequence[Gap]) -> tuple[MoveOffer, ...]:
    """For each gap, what the cluster's own tables offer to whoever would close it.

    spaces: free ones whose admitted industries (GB/T 4754 prefixes) meet the link's, largest
    first; scenes: those whose words speak of the link, then those set in its own field;
    customers and suppliers: real local enterprises at links that buy from it or sell to it, the
    heaviest supply first; laboratories: those with a capability for it, then institutes of the
    cluster or city whose own words match its terms.
    """
    table = _Table.read(inputs, standing)
    return tuple(table.offer(table.links[gap.link]) for gap in gaps)


@dataclass(frozen=True, slots=True)
class _Table:
    inputs: ChainInputs
    standing: Standing
    links: Mapping[str, Link]
    spoken: Mapping[str, frozenset[str]]
    topics: Mapping[str, frozenset[str]]
    namer: Namer

    @classmethod
    def read(cls, inputs: ChainInputs, standing: Standing) -> _Table:
        search = TermSearch(inputs.links)
        return cls(
            inputs,
            standing,
            {link.id: link for link in inputs.links},
            {scene.id: search.links(scene.text) for scene in inputs.scenes},
            {
                firm.id: search.links(f"{firm.name_zh}\n{firm.text}")
                for firm in inputs.firms
                if firm.kind in INSTITUTES and firm.scope in REACHABLE
            },
            Namer(inputs),
        )

    def offer(self, link: Link) -> MoveOffer:
        spaces = sorted(
            (space for space in self.inputs.spaces if admits(space, link)),
            key=lambda space: (-space.area_m2, space.id),
        )
        named = [scene.id for scene in self.inputs.scenes if link.id in self.spoken[scene.id]]
        fields = {link.id, link.segment}
        related = [scene.id for scene in self.inputs.scenes if scene.field in fields]
        customers = self._firms(
            (s.weight, s.to_link) for s in self.inputs.supplies if s.from_link == link.id
        )
        suppliers = self._firms(
            (s.weight, s.from_link) for s in self.inputs.supplies if s.to_link == link.id
        )
        laboratories = self._laboratories(link.id)
        found = MoveOffer(
            link=link.id,
            spaces=tuple(space.id for space in spaces),
            area_m2=sum(space.area_m2 for space in spaces),
            scenes=tuple(dict.fromkeys([*named, *related])),
            customers=customers,
            suppliers=tuple(one for one in suppliers if one not in customers),
            laboratories=laboratories,
            why_zh="",
            why_en="",
        )
        told = self._told(found)
        return replace(found, why_zh=told.zh, why_en=told.en)

    def _firms(self, ends: Iterable[tuple[float, str]]) -> tuple[str, ...]:
        heaviest = sorted(ends, key=lambda end: (-end[0], end[1]))
        stands = [stand for _, link in heaviest for stand in self.standing.local(link)]
        return tuple(dict.fromkeys(stand.firm.id for stand in stands if stand.fact))

    def _laboratories(self, link: str) -> tuple[str, ...]:
        able = sorted(
            one.organisation
            for one in self.inputs.capabilities
            if one.link == link and self.standing.firms[one.organisation].scope in REACHABLE
        )
        matching = sorted(firm for firm, topics in self.topics.items() if link in topics)
        return tuple(dict.fromkeys([*able, *matching]))

    def _told(self, offer: MoveOffer) -> Words:
        told = joined(
            (
                self._partners(offer),
                self._space(offer),
                self._scenes(offer),
                self._bench(offer),
            )
        )
        return (
            told
            if told != NOTHING
            else Words(
                "集群自己的空间、场景和企业名录里暂无可以拿来谈的条件。",
                "The cluster's own spaces, scenes and register hold nothing to offer yet.",
            )
        )

    def _partners(self, offer: MoveOffer) -> Words:
        told = NOTHING
        if offer.customers:
            names = self.namer.listed(offer.customers)
            told += _sentence(f"本地有{names.zh}可作客户", f"Possible customers here: {names.en}")
        if offer.suppliers:
            names = self.namer.listed(offer.suppliers)
            told += _sentence(f"{names.zh}可就近配套", f"Suppliers at hand: {names.en}")
        return told

    def _space(self, offer: MoveOffer) -> Words:
        if not offer.spaces:
            return NOTHING
        count, area = len(offer.spaces), f"{offer.area_m2:,.0f}"
        largest = self.namer(offer.spaces[0])
        return Words(
            f"准入行业相符的空间有{count}处，共{area}㎡，最大的是{largest.zh}。",
            f"Spaces that admit its industry: {count}, {area} m² in all; the largest is "
            f"{largest.en}.",
        )

    def _scenes(self, offer: MoveOffer) -> Words:
        if not offer.scenes:
            return NOTHING
        names = self.namer.listed(offer.scenes, 2)
        return _sentence(f"可先试用的场景：{names.zh}", f"Scenes to try it in: {names.en}")

    def _bench(self, offer: MoveOffer) -> Words:
        if not offer.laboratories:
            return NOTHING
        names = self.namer.listed(offer.laboratories)
        return _sentence(f"可联合攻关的机构：{names.zh}", f"Institutes to work with: {names.en}")


def _sentence(zh: str, en: str) -> Words:
    """With one full stop, also behind a name that ends in one (Ltd.)."""
    return Words(f"{zh}。", f"{en.rstrip('.')}.")


def admits(space: SpaceOffer, link: Link) -> bool:
    """Whether the space admits one of the link's industries; no list admits all, and a link
    without codes is admitted nowhere but there."""
    if not space.codes_allowed:
        return True
    return any(code.startswith(allowed) for code in link.codes for allowed in space.codes_allowed)
