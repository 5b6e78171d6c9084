"""The pages of a division over a document that the test hands in."""

from django.urls import include, path

from shigu.sharing.queries import About, Division
from shigu.sharing.urls import urlpatterns as agreements
from shigu.sharing.views.coalitions import coalitions
from shigu.sharing.views.overview import overview
from shigu.sharing.views.terms import terms
from shigu.web.urls import urlpatterns as site

SHOWN = {}


def over_the_document(view):
    def page(request):
        about = About("Plan A", "/plans/1/", "✓", None)
        return view(request, Division(about, SHOWN["document"]))

    return page


pages = [
    path("", over_the_document(overview), name="overview"),
    path("coalitions/", over_the_document(coalitions), name="coalitions"),
    path("terms/", over_the_document(terms), name="terms"),
    *agreements,
]
urlpatterns = [path("sharing/", include((pages, "sharing"))), *site]
