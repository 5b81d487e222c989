"""Addresses of training: nouns, then a verb for a form."""

from django.urls import path

from prevent_portal.registers import pages

from .registers.courses import COURSES, LEVELS, RULES, UNITS
from .views import imports, position

app_name = "training"

urlpatterns = [
    path("", position.position, name="position"),
    path("extracts/", imports.import_list, name="import_list"),
    path("extracts/add/", imports.add_import, name="add_import"),
    path("extracts/<int:pk>/", imports.import_detail, name="import_detail"),
    path("extracts/<int:pk>/take-in/", imports.commit_import, name="commit_import"),
    path("extracts/<int:pk>/cancel/", imports.cancel_import, name="cancel_import"),
    path("extracts/<int:pk>/undo/", imports.undo_import, name="undo_import"),
    path("extracts/<int:pk>/rows/", imports.export_verdicts, name="export_verdicts"),
    *pages(COURSES),
    *pages(LEVELS),
    *pages(UNITS),
    *pages(RULES),
    path("people/", position.position_people, name="position_people"),
    path("by-rule/", position.position_by_rule, name="position_by_rule"),
    path("by-course/", position.position_by_course, name="position_by_course"),
    path("month-by-month/", position.position_trend, name="position_trend"),
]
