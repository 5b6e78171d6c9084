"""Addresses of leads and first reports."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.urls import path

from shigu.leads.views import claims, clashes, events, following, leads

app_name = "leads"
urlpatterns = [
    path("", login_required(leads.LeadList.as_view()), name="list"),
    path("new/", login_required(leads.register), name="register"),
    path("near/", login_required(leads.near), name="near"),
    path("<uuid:key>/edit/", login_required(leads.revise), name="revise"),
    path("<uuid:key>/talk/", login_required(following.talk), name="talk"),
    path("<uuid:key>/contacts/", login_required(following.add_contact), name="add_contact"),
    path("<uuid:key>/files/", login_required(following.add_file), name="add_file"),
    path("<uuid:key>/assign/", login_required(following.assign), name="assign"),
    path("files/<uuid:key>/", login_required(following.file), name="file"),
    path("events/", login_required(events.EventList.as_view()), name="events"),
    path("events/new/", login_required(events.announce), name="announce"),
    path("events/<uuid:key>/", login_required(events.event), name="event"),
    path("events/<uuid:key>/guests/", login_required(events.note_guest), name="note_guest"),
    path("guests/<uuid:key>/lead/", login_required(events.of_guest), name="of_guest"),
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
