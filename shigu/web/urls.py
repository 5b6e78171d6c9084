"""Every address of the site."""

from __future__ import annotations

from django.urls import include, path

from shigu.web.search import search, suggest

handler400 = "shigu.face.errors.bad_request"
handler403 = "shigu.face.errors.permission_denied"
handler404 = "shigu.face.errors.not_found"
handler429 = "shigu.face.errors.too_many_requests"
handler500 = "shigu.face.errors.server_error"
urlpatterns = [
    path("", include("shigu.board.urls")),
    path("", include("shigu.face.urls")),
    path("api/", include("shigu.api.urls", namespace="api")),
    path("chain/", include("shigu.web.chain")),
    path("data/", include("shigu.data.urls")),
    path("cooperation/", include("shigu.web.cooperation")),
    path("review/", include("shigu.web.review")),
    path("grading/", include("shigu.grading.urls")),
    path("territory/", include("shigu.web.territory")),
    path("registry/", include("shigu.web.organisations")),
    path("projects/leads/", include("shigu.leads.urls")),
    path("projects/files/", include("shigu.dossier.urls")),
    path("projects/evaluations/", include("shigu.admission.urls")),
    path("projects/", include("shigu.web.projects")),
    path("commitments/", include("shigu.commitments.urls")),
    path("counting/", include("shigu.counting.urls")),
    path("accounts/", include("shigu.districts.entrance")),
    path("settings/", include("shigu.districts.urls")),
    path("sharing/", include("shigu.web.sharing")),
    path("search/", search, name="search"),
    path("search/suggest/", suggest, name="suggest"),
    path("news/", include("shigu.ingest.urls")),
    path("work/", include("shigu.work.urls")),
    path("plans/", include("shigu.plans.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
