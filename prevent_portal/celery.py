"""The queue: tells workers what the outbox holds. It carries ids, never content."""

import os

from celery import Celery
from celery.signals import worker_process_init

from .garbage import spare_what_stays

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prevent_portal.settings")

#: How far a worker steps back: pages on the same machine go before the laying out of a report.
STEPS_BACK = 10

app = Celery("prevent_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


def step_back():
    """Let whoever waits for a page go first."""
    os.nice(STEPS_BACK)


@worker_process_init.connect
def _begin(**_):
    step_back()
    spare_what_stays()
