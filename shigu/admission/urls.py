"""Addresses of evaluations, below those of projects."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.urls import path

from shigu.admission.views import briefs, evaluations, lists, meetings, sheets

app_name = "admission"
urlpatterns = [
    path("", login_required(lists.EvaluationList.as_view()), name="list"),
    path("meetings/", login_required(lists.PanelList.as_view()), name="meetings"),
    path("meetings/new/", login_required(meetings.new), name="new_meeting"),
    path("meetings/<uuid:key>/", login_required(meetings.meeting), name="meeting"),
    path("meetings/<uuid:key>/put-up/", login_required(meetings.put_up), name="put_up"),
    path("meetings/<uuid:key>/minutes/", login_required(meetings.minutes), name="minutes"),
    path("sheets/", login_required(lists.SheetList.as_view()), name="sheets"),
    path("sheets/new/", login_required(sheets.new), name="new_sheet"),
    path("sheets/<uuid:key>/", login_required(sheets.sheet), name="sheet"),
    path("briefs/<uuid:project>/", login_required(briefs.brief), name="brief"),
    path("briefs/<uuid:project>/docx/", login_required(briefs.document), name="brief_docx"),
    path("<uuid:key>/", login_required(evaluations.evaluation), name="evaluation"),
    path("<uuid:key>/hand-in/", login_required(evaluations.hand_in), name="hand_in"),
    path("<uuid:key>/decide/", login_required(evaluations.decide), name="decide"),
    path("<uuid:key>/withdraw/", login_required(evaluations.withdraw), name="withdraw"),
    path("conditions/<uuid:key>/task/", login_required(evaluations.hand_on), name="hand_on"),
]
