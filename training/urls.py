"""Addresses of training: nouns, then a verb for a form."""

from prevent_portal.registers import pages

from .registers.courses import COURSES, LEVELS, RULES, UNITS

app_name = "training"

urlpatterns = [
    *pages(COURSES),
    *pages(LEVELS),
    *pages(UNITS),
    *pages(RULES),
]
