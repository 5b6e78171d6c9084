"""The territory together with the projects that spaces are kept for."""

from __future__ import annotations

from shigu.territory.urls import addresses
from shigu.web.reserving import reserve_page

app_name = "territory"
urlpatterns = addresses(reserve_page)
