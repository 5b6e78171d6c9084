"""The WSGI application that granian serves."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

from shigu.districts.checks import refuse_unbound_role

YOUNG = 20_000
"""New objects before the collector looks for cycles; a page makes some tens of thousands."""

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shigu.conf.settings")
application = get_wsgi_application()
refuse_unbound_role()
resolve("/")  # reads every address and view now, so that they are among what stays

gc.collect()
gc.freeze()  # what starting made stays for good: no need to walk it again with every page
gc.set_threshold(YOUNG, 10, 20)
