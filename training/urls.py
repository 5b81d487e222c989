"""Addresses of training: nouns, then a verb for a form."""

from django.urls import path

from prevent_portal.registers import pages

from .registers.apart import ABSENCES, EXEMPTIONS
from .registers.courses import COURSES, LEVELS, RULES, UNITS, VERSIONS
from .registers.groups import STAFF_GROUPS
from .views import groups, imports, people, position, rules

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
    path("rules/<int:pk>/try/", rules.try_rule, name="try_rule"),
    *pages(VERSIONS),
    *pages(STAFF_GROUPS),
    path("groups/<int:pk>/members/", groups.group_members, name="group_members"),
    path("groups/members/<int:pk>/end/", groups.end_membership, name="end_membership"),
    *pages(ABSENCES),
    *pages(EXEMPTIONS),
    path("people/", people.person_list, name="person_list"),
    path("people/add/", people.add_person, name="add_person"),
    path("people/<int:pk>/", people.person_detail, name="person_detail"),
    path("people/<int:pk>/change/", people.change_person, name="change_person"),
    path("people/<int:pk>/posts/add/", people.start_post, name="start_post"),
    path("people/<int:pk>/posts/end/", people.end_post, name="end_post"),
    path("people/<int:pk>/completions/add/", people.add_completion, name="add_completion"),
    path("completions/<int:pk>/verify/", people.verify_completion, name="verify_completion"),
    path("completions/<int:pk>/withdraw/", people.withdraw_completion, name="withdraw_completion"),
    path("completions/<int:pk>/certificate/", people.certificate, name="download_certificate"),
]
