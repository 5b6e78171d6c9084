"""The WSGI application that granian serves."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from shigu.districts.checks import refuse_unbound_role

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shigu.conf.settings")
application = get_wsgi_application()
refuse_unbound_role()
