"""Addresses of premises: nouns, then a verb for a form."""

from django.urls import path

from actions.views.raising import raising_page
from prevent_portal.registers import pages

from .registers.agreements import AGREEMENTS, CLAUSES
from .registers.audits import AUDITS, CHECKLISTS, FINDINGS, ITEMS
from .registers.beside import LETTERS, REVIEWS, SCHOOLS, STAFF
from .registers.bookings import BOOKINGS
from .registers.diligence import ENTRIES, LISTS
from .registers.it import CATEGORIES, INCIDENTS, NETWORKS, POLICIES, TESTS, UNBLOCKS
from .registers.places import BOUNDARIES, KINDS, PREMISES
from .registers.rules import CHECKS, RULES, SIGN_OFFS, TEMPLATES
from .views import audits, bookings, manager_letters, places

app_name = "premises"

urlpatterns = [
    path("", places.front, name="front"),
    path("map/", places.map, name="map"),
    path("places/take-in/", places.import_premises, name="import_premises"),
    *pages(PREMISES),
    *pages(KINDS),
    *pages(BOUNDARIES),
    path("ask/", bookings.ask_to_book, name="ask"),
    path("ask/received/", bookings.asked, name="asked"),
    path("letter/<str:token>/", bookings.own_letter, name="own_letter"),
    *pages(BOOKINGS),
    path("bookings/<int:pk>/check/", bookings.record_check, name="record_check"),
    path("bookings/<int:pk>/names/<int:entry>/", bookings.look_at_name, name="look_at_name"),
    path(
        "bookings/<int:pk>/earlier/<int:earlier>/",
        bookings.look_at_booking,
        name="look_at_booking",
    ),
    path("bookings/<int:pk>/risk/", bookings.assess_booking, name="assess_booking"),
    path("bookings/<int:pk>/escalate/", bookings.escalate_booking, name="escalate_booking"),
    path("bookings/<int:pk>/advise/", bookings.advise_booking, name="advise_booking"),
    path("bookings/<int:pk>/decide/", bookings.decide_booking, name="decide_booking"),
    path("bookings/<int:pk>/sign/", bookings.sign_booking, name="sign_booking"),
    path("bookings/<int:pk>/open/", bookings.open_booking, name="open_booking"),
    path("bookings/<int:pk>/appeal/", bookings.appeal_booking, name="appeal_booking"),
    path("bookings/<int:pk>/appeal/decide/", bookings.hear_appeal, name="hear_appeal"),
    path("bookings/<int:pk>/keep/", bookings.hold_booking, name="hold_booking"),
    path("bookings/<int:pk>/letter/", bookings.write_letter, name="write_letter"),
    path("letters/<int:pk>/", bookings.download_letter, name="download_letter"),
    *pages(RULES),
    *pages(SIGN_OFFS),
    *pages(CHECKS),
    *pages(TEMPLATES),
    *pages(LISTS),
    *pages(ENTRIES),
    *pages(AGREEMENTS),
    *pages(CLAUSES),
    *pages(AUDITS),
    path("audits/<int:pk>/answer/", audits.take_audit, name="take_audit"),
    path("audits/<int:pk>/answer/send/", audits.send_answers, name="send_answers"),
    path("audits/<int:pk>/photographs/add/", audits.add_photo, name="add_photo"),
    path("audits/<int:pk>/photographs/send/", audits.send_photo, name="send_photo"),
    path("audits/photographs/<int:pk>/", audits.audit_photo, name="audit_photo"),
    path("audits/<int:pk>/finish/", audits.finish_audit, name="finish_audit"),
    *pages(FINDINGS),
    raising_page(FINDINGS),
    *pages(CHECKLISTS),
    path("checklists/<int:pk>/version/", audits.new_version, name="new_version"),
    *pages(ITEMS),
    *pages(NETWORKS),
    *pages(TESTS),
    *pages(UNBLOCKS),
    *pages(INCIDENTS),
    *pages(POLICIES),
    *pages(CATEGORIES),
    *pages(SCHOOLS),
    *pages(STAFF),
    *pages(LETTERS),
    path("manager-letters/write/", manager_letters.write_to_managers, name="write_to_managers"),
    path(
        "manager-letters/<int:pk>/again/",
        manager_letters.send_letter_again,
        name="send_letter_again",
    ),
    path("answer/<str:token>/", manager_letters.answer_letter, name="answer_letter"),
    *pages(REVIEWS),
]
