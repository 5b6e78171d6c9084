"""Addresses of leads and first reports."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.urls import path

from shigu.leads.views import claims, clashes

app_name = "leads"
urlpatterns = [
    path("claims/", login_required(claims.ClaimList.as_view()), name="claims"),
    path("claims/new/", login_required(claims.file), name="file_claim"),
    path("claims/<uuid:key>/", login_required(claims.claim), name="claim"),
    path("claims/<uuid:key>/extend/", login_required(claims.extend), name="extend"),
    path("claims/<uuid:key>/withdraw/", login_required(claims.withdraw), name="withdraw"),
    path("clashes/<uuid:key>/open/", login_required(clashes.agree), name="agree"),
    path("clashes/<uuid:key>/appeal/", login_required(clashes.appeal), name="appeal"),
    path("cases/", login_required(clashes.cases), name="cases"),
    path("cases/<uuid:key>/decide/", login_required(clashes.decide), name="decide"),
    path("cases/terms/", login_required(clashes.set_terms), name="set_terms"),
]
