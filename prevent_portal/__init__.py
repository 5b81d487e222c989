"""The kernel that every app stands on. It imports no app."""

from .celery import app as celery_app

__all__ = ["celery_app"]
