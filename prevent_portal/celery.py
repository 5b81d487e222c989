"""The queue: tells workers what the outbox holds. It carries ids, never content."""

import os

from celery import Celery
from celery.signals import worker_process_init

from .garbage import spare_what_stays

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prevent_portal.settings")

app = Celery("prevent_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_process_init.connect
def _begin(**_):
    spare_what_stays()
