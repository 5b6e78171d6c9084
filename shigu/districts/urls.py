"""Addresses of the settings."""

from __future__ import annotations

from django.urls import path

from shigu.districts import views

app_name = "districts"
urlpatterns = [
    path("", views.settings, name="settings"),
    path("people/", views.people, name="people"),
    path("people/new/", views.new_person, name="new_person"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/link/", views.new_link, name="new_link"),
    path("people/<int:pk>/close/", views.close_account, name="close_account"),
    path("people/<int:pk>/reopen/", views.reopen_account, name="reopen_account"),
    path("seats/new/", views.new_seat, name="new_seat"),
    path("seats/<uuid:pk>/end/", views.end_seat, name="end_seat"),
    path("grants/", views.grants, name="grants"),
    path("grants/<uuid:pk>/revoke/", views.revoke_grant, name="revoke_grant"),
    path("access/", views.access, name="access"),
    path("access/<uuid:pk>/close/", views.close_access, name="close_access"),
    path("readings/", views.ReadingList.as_view(), name="readings"),
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/<uuid:pk>/revoke/", views.revoke_token, name="revoke_token"),
    path("history/", views.history, name="history"),
]
