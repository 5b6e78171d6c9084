"""Terms of tax splits for forty deals, by introducer and uniform."""

import random
import time

from shigu.engine.sharing.design import design_terms
from shigu.engine.sharing.terms import Deal, TermsTemplate

PLAYERS = ("b", "x", "q", "c", "h")


def terms(say):
    draw = random.Random(1)
    deals = []
    for d in range(40):
        tax = draw.uniform(1e6, 2e7)
        years = tuple(tax * min(1, (year + 1) / 4) for year in range(10))
        discount = tuple(1.08 ** -(year + 2) for year in range(10))
        host = draw.choice(PLAYERS[1:4])
        deals.append(Deal(str(d), draw.choice(PLAYERS[:4]), host, 0.6, years, discount, 0.0))
    worth = sum(0.6 * sum(map(lambda t, f: t * f, d.tax_yuan, d.discount)) for d in deals)
    target = {p: worth * part for p, part in zip(PLAYERS, (0.2, 0.3, 0.2, 0.2, 0.1), strict=True)}
    for own in (True, False):
        start = time.process_time()
        found = design_terms(deals, PLAYERS, target, TermsTemplate(), seed=1, by_introducer=own)
        taken = time.process_time() - start
        errors = {"error": found.error, "error_5_5": found.error_5_5}
        say(f"terms of 40 deals, by introducer: {own}", taken, **errors)
