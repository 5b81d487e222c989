"""Addresses of training: nouns, then a verb for a form."""

from django.urls import path

from prevent_portal.registers import pages

from .registers.courses import COURSES, LEVELS, RULES, UNITS
from .views import imports, position, reminders

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
    path("reminders/", reminders.reminder_list, name="reminder_list"),
    path("reminders/set/", reminders.set_reminders, name="set_reminders"),
    path("reminders/managers/", reminders.manager_list, name="manager_list"),
    path("reminders/managers/set/", reminders.set_manager, name="set_manager"),
    path("reminders/statements/", reminders.declaration_list, name="declaration_list"),
    path(
        "reminders/statements/<int:pk>/settle/",
        reminders.settle_declaration,
        name="settle_declaration",
    ),
    path("mine/", reminders.own_training, name="own_training"),
    path("reminder/<str:token>/", reminders.reminder_page, name="reminder_page"),
]
