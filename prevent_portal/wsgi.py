"""Entry point of the web process."""

import os

from django.core.wsgi import get_wsgi_application

from .garbage import spare_what_stays

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prevent_portal.settings")

application = get_wsgi_application()
spare_what_stays()
