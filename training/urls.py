"""Addresses of training: nouns, then a verb for a form."""

from django.urls import path

from prevent_portal.registers import pages

from .registers.apart import ABSENCES, EXEMPTIONS
from .registers.audits import AUDIT_QUESTIONS, AUDIT_ROUNDS
from .registers.courses import COURSES, LEVELS, RULES, UNITS, VERSIONS
from .registers.groups import STAFF_GROUPS
from .registers.matrix import MATRIX_ROWS
from .registers.sessions import SCALES, SESSIONS
from .registers.settings import SETTING_EXCLUSIONS, SETTING_KINDS, SETTING_TRAININGS, SETTINGS
from .registers.trainers import ACCREDITATIONS, EVENTS, TRAINERS
from .views import (
    audits,
    groups,
    imports,
    layouts,
    matrix,
    people,
    position,
    reminders,
    rules,
    sessions,
    settings,
)

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
    path("extracts/<int:pk>/columns/", layouts.map_import, name="map_import"),
    path("layouts/", layouts.layout_list, name="layout_list"),
    path("layouts/<int:pk>/forget/", layouts.forget_layout, name="forget_layout"),
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
    path("settings/coverage/", settings.settings_coverage, name="settings_coverage"),
    path("settings/take-in/", settings.import_settings, name="import_settings"),
    *pages(SETTINGS),
    *pages(SETTING_KINDS),
    *pages(SETTING_TRAININGS),
    *pages(SETTING_EXCLUSIONS),
    *pages(AUDIT_ROUNDS),
    *pages(AUDIT_QUESTIONS),
    path("rounds/<int:pk>/send/", audits.send_audit, name="send_audit"),
    path("rounds/<int:pk>/remind/", audits.remind_audit, name="remind_audit"),
    path("rounds/<int:pk>/answers/", audits.audit_answers, name="audit_answers"),
    path("rounds/<int:pk>/accept/", audits.accept_audit, name="accept_audit"),
    path("rounds/links/<int:pk>/replace/", audits.reissue_link, name="reissue_link"),
    path("rounds/links/<int:pk>/revoke/", audits.revoke_link, name="revoke_link"),
    path("return/<str:token>/", audits.answer_audit, name="answer_audit"),
    path("strategy/", matrix.matrix, name="matrix"),
    *pages(MATRIX_ROWS),
    path("sessions/<int:pk>/book/", sessions.book_session, name="book_session"),
    path("sessions/<int:pk>/move/", sessions.move_session, name="move_session"),
    path("sessions/<int:pk>/register/", sessions.take_register, name="take_register"),
    path("sessions/<int:pk>/register/marks/", sessions.send_marks, name="send_marks"),
    path("sessions/<int:pk>/register/close/", sessions.close_register, name="close_register"),
    path("sessions/<int:pk>/certificates/", sessions.certificates, name="certificates"),
    path("bookings/<int:pk>/cancel/", sessions.cancel_booking, name="cancel_booking"),
    path("bookings/<int:pk>/who/", sessions.say_who, name="say_who"),
    path("bookings/<int:pk>/link/", sessions.make_link, name="make_link"),
    path("bookings/<int:pk>/certificate/", sessions.certificate, name="certificate"),
    path("booking/<str:token>/", sessions.own_booking, name="own_booking"),
    path("sessions/evaluation/", sessions.evaluation_summary, name="evaluation_summary"),
    path("trainers/bulletin/", sessions.export_bulletin, name="export_bulletin"),
    *pages(SESSIONS),
    *pages(SCALES),
    *pages(TRAINERS),
    *pages(ACCREDITATIONS),
    *pages(EVENTS),
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
