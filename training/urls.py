"""Addresses of training: nouns, then a verb for a form."""

from django.urls import path

from prevent_portal.registers import pages

from .registers.courses import COURSES, LEVELS, RULES, UNITS
from .registers.sessions import SCALES, SESSIONS
from .registers.trainers import ACCREDITATIONS, EVENTS, TRAINERS
from .views import imports, position, sessions

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
]
