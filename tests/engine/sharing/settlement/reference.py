"""Settlement once more, naively and in rationals: written from the ADR, not from the engine.

``transfers`` answers {(year, rule, firm, kind, party): [collected, entitled, transfer]} without
rows of zeros. Amounts are summed one by one, years walked one by one, nothing is vectorised.
"""

from collections import defaultdict
from fractions import Fraction
from math import floor

from shigu.engine.sharing.rules.values import Event, LedgerKind, Over, Role

ALL = ""


def rounded(amount):
    """Half away from zero."""
    return floor(amount + Fraction(1, 2)) if amount >= 0 else -floor(-amount + Fraction(1, 2))


def hamilton(total, weights):
    """Whole parts of a whole total, the largest remainder first, the earlier of equal ones."""
    if total == 0:
        return [0] * len(weights)
    if total < 0:
        return [-part for part in hamilton(-total, weights)]
    exact = [total * Fraction(weight) / sum(weights) for weight in weights]
    parts = [floor(each) for each in exact]
    while sum(parts) < total:
        behind = [each - part for each, part in zip(exact, parts, strict=True)]
        parts[behind.index(max(behind))] += 1
    return parts


class Reference:
    def __init__(self, agreement, book, first, last):
        self.agreement, self.book, self.first, self.last = agreement, book, first, last
        self.amounts = defaultdict(int)
        for row in book.lines.iter_rows(named=True):
            for part in ("gross", "local"):
                self.amounts[row["firm"], row["year"], row["kind"], part] += row[f"{part}_fen"]
        self.years = range(min([first, *book.lines["year"]]), last + 1)
        self.held = {}

    def transfers(self):
        found = defaultdict(lambda: [0, 0, 0])
        for rule in self.agreement.rules:
            for key, (collected, entitled, transfer) in self.rule(rule).items():
                if self.first <= key[0] <= self.last:
                    cell = found[(key[0], rule.id, *key[1:])]
                    cell[0] += collected
                    cell[1] += entitled
                    cell[2] += transfer
        return {key: tuple(cell) for key, cell in found.items() if any(cell)}

    def bound(self, firm, party):
        role = self.agreement.parties[party].role if party in self.agreement.parties else None
        each = self.book.firms[firm]
        names = {Role.HOST: each.host, Role.INTRODUCER: each.introducer, Role.ORIGIN: each.origin}
        return party if role is None else names[role]

    def collector(self, firm, year):
        each = self.book.firms[firm]
        moved = each.events.get(Event.MOVED)
        return each.origin if moved and each.origin and year < moved.year else each.host

    def event(self, firm, event):
        date = self.book.firms[firm].events.get(event) if event else None
        date = date or self.book.events.get(event or Event.SIGNED)
        if date is None and event in (None, Event.SIGNED):
            date = self.agreement.valid_from
        return date.year if date else None

    def year_one(self, rule, firm):
        year = self.event(firm, rule.clock.event)
        if year is None and rule.clock.event is None:
            year = 1
        if year is None and rule.clock.event is Event.FIRST_TAX:
            paid = [
                y
                for y in self.years
                if any(self.amounts[firm, y, kind, rule.base.part] > 0 for kind in rule.base.kinds)
            ]
            year = min(paid, default=None)
        return None if year is None else year + rule.clock.delay

    def past(self, amount, rule, firm):
        if amount.fen is not None:
            return amount.fen
        date = self.book.firms[firm].events.get(amount.event)
        if date is None:
            return None
        years = range(date.year - amount.years_before, date.year)
        total = sum(
            self.amounts[firm, year, kind, amount.part]
            for year in years
            for kind in amount.kinds or rule.base.kinds
        )
        return total if amount.over is Over.SUM else rounded(Fraction(total, len(years)))

    def covered(self, rule, firm):
        for test in rule.covers:
            if test.fact and self.book.firms[firm].facts.get(test.fact) != test.expected:
                return False
            if test.amount is not None:
                amount = self.past(test.amount, rule, firm)
                if amount is None or amount < test.at_least_fen:
                    return False
        return True

    def bases(self, rule, firm, year):
        """[(kind, fen)] in the order of the base's kinds."""
        base = rule.base
        whole = bool(base.less or base.growth_over)
        if base.after:
            held = self.held[base.after]
            pairs = [(kind, held.get((firm, year, kind))) for kind in (*base.kinds, ALL)]
            pairs = [(kind, fen) for kind, fen in pairs if fen]
        else:
            pairs = [(kind, self.amounts[firm, year, kind, base.part]) for kind in base.kinds]
        if not whole:
            return [(kind, fen) for kind, fen in pairs if fen]
        total = sum(fen for _, fen in pairs)
        if base.less:
            less = sum(self.amounts[firm, year, kind, base.part] for kind in base.less)
            total = max(total - less, min(total, 0))
        return [(ALL, total)] if total else []

    def grown(self, rule, firm, year):
        """The base, above the average of the base years where the rule says so."""
        over = rule.base.growth_over
        if not over:
            return self.bases(rule, firm, year)
        total, before = (
            sum(sum(fen for _, fen in self.bases(rule, firm, each)) for each in years)
            for years in ([year], over)
        )
        growth = max(total - max(rounded(Fraction(before, len(over))), 0), 0)
        return [(ALL, growth)] if growth else []

    def rule(self, rule):
        """{(year, firm, kind, party): [collected, entitled, transfer]} of all years."""
        cells = defaultdict(lambda: [0, 0, 0])
        held = self.held.setdefault(rule.id, {})
        got, whole = defaultdict(int), defaultdict(int)
        reached, limits = set(), self.limits(rule)
        for year in self.years:
            groups = [
                (firm, kind, fen)
                for firm in sorted(self.book.firms)
                for kind, fen in self.grown(rule, firm, year)
            ]
            live = []
            for firm, kind, fen in groups:
                shares = self.shares(rule, firm, year, limits, got, whole, reached)
                if shares is None:
                    held[firm, year, kind] = fen
                else:
                    live.append(
                        [firm, kind, fen, dict(zip(shares, self.split(fen, shares), strict=True))]
                    )
            if rule.cap:
                self.cap(rule, live, limits, got, whole, reached)
            seats = [(firm, dict(parts)) for firm, _, _, parts in live]
            for firm, kind, fen, parts in live:
                self.write(rule, cells, held, firm, year, kind, fen, parts)
            if rule.floor and self.first <= year:
                self.floor(rule, cells, year, seats)
        if rule.clawback:
            self.claw_back(rule, cells)
        return cells

    def split(self, fen, shares):
        total = sum(shares.values())
        size = floor(abs(fen) * total)
        parts = hamilton(size, list(shares.values()))
        return [part if fen > 0 else -part for part in parts]

    def limits(self, rule):
        if not rule.cap:
            return {}
        return {firm: max(self.past(rule.cap.at, rule, firm) or 0, 0) for firm in self.book.firms}

    def shares(self, rule, firm, year, limits, got, whole, reached):
        """The shares by party, or None where the rule leaves the firm alone."""
        one = self.year_one(rule, firm)
        if not self.covered(rule, firm) or one is None or year < one:
            return None
        at = year - one + 1
        phase = next(
            (p for p in rule.phases if p.first <= at and (p.last is None or at <= p.last)), None
        )
        if phase is None:
            return None
        shares = {party: share.part for party, share in phase.shares.items()}
        needed = {p for each in rule.phases for p, share in each.shares.items() if share.part}
        if rule.cap:
            needed |= {rule.cap.party, rule.cap.to}
        if any(not self.bound(firm, party) for party in needed):
            return None
        if phase.while_cap_open and rule.cap and rule.cap.cumulative:
            who = firm if rule.cap.by_firm else self.bound(firm, rule.cap.party)
            limit = limits[firm] if rule.cap.by_firm else rule.cap.at.fen
            if who in reached or limit <= 0:
                return None
        return shares

    def cap(self, rule, live, limits, got, whole, reached):
        cap = rule.cap
        year_got = defaultdict(int)
        if cap.by_firm:
            for firm, _, _, parts in live:
                claim = parts.get(cap.party, 0)
                so_far = got if cap.cumulative else year_got
                before = min(so_far[firm], limits[firm])
                got[firm] += claim
                year_got[firm] += claim
                paid = min(so_far[firm], limits[firm]) - before
                parts[cap.party] = paid
                parts[cap.to] = parts.get(cap.to, 0) + claim - paid
            reached |= {firm for firm, *_ in live if got[firm] >= limits[firm]}
            return
        for party in {self.bound(firm, cap.party) for firm, *_ in live}:
            own = [each for each in live if self.bound(each[0], cap.party) == party]
            claims = [each[3].get(cap.party, 0) for each in own]
            if not cap.cumulative:
                whole[party] = 0
            before = min(whole[party], cap.at.fen)
            whole[party] += sum(claims)
            over = sum(claims) - (min(whole[party], cap.at.fen) - before)
            sign = 1 if over >= 0 else -1
            parts = hamilton(abs(over), [max(sign * c, 0) for c in claims])
            for each, less in zip(own, parts, strict=True):
                each[3][cap.party] = each[3].get(cap.party, 0) - sign * less
                each[3][cap.to] = each[3].get(cap.to, 0) + sign * less
            if whole[party] >= cap.at.fen:
                reached.add(party)

    def write(self, rule, cells, held, firm, year, kind, fen, parts):
        if rule.reinvest:
            account = rule.reinvest.to
            for party in [p for p in parts if p != account]:
                moved = rounded(parts[party] * rule.reinvest.part)
                parts[party] -= moved
                parts[account] = parts.get(account, 0) + moved
        collector = self.collector(firm, year)
        cells[year, firm, kind, collector][0] += fen
        for party, part in parts.items():
            if part:
                cells[year, firm, kind, self.bound(firm, party)][1] += part
        names = {collector, *(self.bound(firm, party) for party, part in parts.items() if part)}
        for name in names:
            cell = cells[year, firm, kind, name]
            cell[2] = cell[1] - cell[0] if rule.ledger is LedgerKind.FISCAL else 0
        held[firm, year, kind] = cells[year, firm, kind, collector][1]

    def floor(self, rule, cells, year, seats):
        start = self.event_of_agreement(rule.floor.clock)
        if start is None or year < start:
            return
        party, by = rule.floor.party, rule.floor.by
        role = self.agreement.parties[party].role
        names = {party} if role is None else {self.bound(firm, party) for firm, _ in seats}
        for name in sorted(names):
            mine = [(firm, parts) for firm, parts in seats if self.bound(firm, party) == name]
            lacking = max(rule.floor.at_fen - sum(parts.get(party, 0) for _, parts in mine), 0)
            sources = defaultdict(int)
            for firm, parts in mine:
                if self.bound(firm, by) != name:
                    sources[self.bound(firm, by)] += parts.get(by, 0)
            able = {who: max(fen, 0) for who, fen in sorted(self.ranked(sources))}
            met = min(lacking, sum(able.values()))
            for who, fen in zip(able, hamilton(met, list(able.values())), strict=True):
                for whose, sign in ((who, -1), (name, 1)):
                    cells[year, ALL, ALL, whose][1] += sign * fen
                    cells[year, ALL, ALL, whose][2] += sign * fen

    def ranked(self, sources):
        return sources.items()

    def event_of_agreement(self, clock):
        date = self.book.events.get(clock.event or Event.SIGNED)
        if date is None and clock.event in (None, Event.SIGNED):
            date = self.agreement.valid_from
        if date is None:
            return 1 if clock.event is None else None
        return date.year + clock.delay

    def claw_back(self, rule, cells):
        claw = rule.clawback
        for firm, each in self.book.firms.items():
            event, one = each.events.get(claw.event), self.year_one(rule, firm)
            source, to = self.bound(firm, claw.party), self.bound(firm, claw.to)
            if not event or one is None or not source or not to or source == to:
                continue
            if not 1 <= event.year - one + 1 <= claw.within_years:
                continue
            got = sum(
                cell[1]
                for key, cell in cells.items()
                if key[1] == firm and key[3] == source and key[0] <= event.year
            )
            back = rounded(claw.part * max(got, 0))
            for whose, sign in ((source, -1), (to, 1)):
                cells[event.year, firm, ALL, whose][1] += sign * back
                cells[event.year, firm, ALL, whose][2] += sign * back
