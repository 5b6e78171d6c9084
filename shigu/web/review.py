"""Proposals of the news together with what may be promised of them."""

from __future__ import annotations

from shigu.commitments.views import panels as commitments
from shigu.review.urls import addresses

app_name = "review"
urlpatterns = addresses(commitments.of_proposal)
