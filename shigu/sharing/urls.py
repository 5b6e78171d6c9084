"""Addresses of agreements, settlements, ledgers and taxes.

The pages of a plan's division are composed above, in ``web``.
"""

from __future__ import annotations

from django.urls import path

from shigu.sharing.views import (
    agreement,
    drafting,
    ledger,
    measures,
    negotiating,
    runs,
    simulator,
    statements,
    taxes,
)
from shigu.sharing.views.agreements import Agreements

app_name = "sharing"
AGREEMENT = "agreements/<uuid:key>/"
RUN = "settlements/<uuid:key>/"
urlpatterns = [
    path("agreements/", Agreements.as_view(), name="agreements"),
    path("agreements/new/", drafting.new, name="new_agreement"),
    path("agreements/read/", drafting.preview, name="read_text"),
    path(AGREEMENT, agreement.agreement, name="agreement"),
    path(f"{AGREEMENT}text/", drafting.edit, name="edit_text"),
    path(f"{AGREEMENT}annex/<uuid:version>.docx", drafting.annex, name="annex"),
    path(f"{AGREEMENT}firm/", agreement.firm, name="firm"),
    path(f"{AGREEMENT}dates/", agreement.dates, name="dates"),
    path(f"{AGREEMENT}measure/", measures.measure, name="measure"),
    path(f"{AGREEMENT}measures/", measures.bring, name="bring_measures"),
    path("measures/blank.xlsx", measures.template, name="measure_template"),
    path("measures/<uuid:key>/drop/", measures.drop, name="drop_measure"),
    path(f"{AGREEMENT}settle/", agreement.settle, name="settle"),
    path(f"{AGREEMENT}try/", simulator.simulator, name="simulator"),
    path(f"{AGREEMENT}negotiate/", negotiating.negotiation, name="negotiation"),
    path("firms/<uuid:key>/confirm/", agreement.confirm, name="confirm_firm"),
    path("firms/<uuid:key>/off/", agreement.take_off, name="take_off"),
    path("years/<uuid:key>/reopen/", agreement.ask_to_reopen, name="ask_to_reopen"),
    path("reopenings/<uuid:key>/confirm/", agreement.reopen, name="reopen"),
    path(RUN, runs.run, name="run"),
    path(f"{RUN}progress/", runs.how_far, name="run_progress"),
    path(f"{RUN}cancel/", runs.cancel, name="cancel_run"),
    path(f"{RUN}propose/", runs.propose, name="propose"),
    path(f"{RUN}answer/", runs.answer, name="answer"),
    path(f"{RUN}withdraw/", runs.withdraw, name="withdraw"),
    path(f"{RUN}post/", runs.post, name="post"),
    path(f"{RUN}lines/", runs.Lines.as_view(), name="lines"),
    path(f"{RUN}difference/", runs.Difference.as_view(), name="difference"),
    path(f"{RUN}<slug:party>.<str:kind>", statements.download, name="statement"),
    path("ledgers/", ledger.Ledger.as_view(), name="ledger_home"),
    path("ledgers/<slug:ledger>/", ledger.Ledger.as_view(), name="ledger"),
    path("ledgers/<slug:ledger>/<uuid:key>/", ledger.entry, name="entry"),
    path("taxes/", taxes.Taxes.as_view(), name="taxes"),
    path("taxes/files/", taxes.Batches.as_view(), name="batches"),
    path("taxes/bring/", taxes.bring, name="bring_taxes"),
    path("taxes/blank.xlsx", taxes.template, name="tax_template"),
    path("taxes/regimes/", taxes.Regimes.as_view(), name="regimes"),
    path("taxes/files/<uuid:key>/", taxes.batch, name="batch"),
    path("taxes/files/<uuid:key>/take-in/", taxes.take_in, name="take_in"),
    path("taxes/files/<uuid:key>/drop/", taxes.drop, name="drop_taxes"),
]
