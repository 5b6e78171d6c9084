"""Addresses of the face: appearance and the living page of the design system."""

from __future__ import annotations

from django.urls import path

from shigu.face.design import DesignPage
from shigu.face.sample_list import SampleList
from shigu.face.views import appearance

app_name = "face"
urlpatterns = [
    path("appearance/", appearance, name="appearance"),
    path("design/", DesignPage.as_view(), name="design"),
    path("design/list/", SampleList.as_view(), name="design-list"),
]
