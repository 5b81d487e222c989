"""The pages on which a report is written, commented on, approved, issued, withdrawn and revised."""

import copy
import datetime
import re

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actions.models import Decision
from prevent_portal.notices import DUE, LATE, rule_on
from prevent_portal.roles import Role
from reports import chasing, services
from reports.models import Publication, Report, ReportTemplate, SectionComment
from reports.services import making
from tests.factories import AgencyFactory, MeetingFactory, PlanFactory, UserFactory

from . import places
from .places import action_of, approved
from .test_access import ON, _quick, report_on  # noqa: F401 - a fixture used by every test

TODAY = datetime.date(2026, 3, 18)
OFFER = "Offered by the portal, nobody has accepted them"


class World:
    """A draft with a writer, who has until Friday; the lead who asked for it; an executive beside."""

    def __init__(self):
        agency = AgencyFactory(name="Marrowby Council")
        self.plan = PlanFactory(agency=agency, title="Marrowby internal plan")
        action_of(self.plan, status="blocked")
        self.lead = UserFactory(agency=agency, roles=[Role.PREVENT_LEAD], name="Lena Ashby")
        self.executive = UserFactory(agency=agency, roles=[Role.EXECUTIVE], name="Edda Crane")
        self.writer = UserFactory(agency=agency, name="Wim Holt")
        self.legal = UserFactory(agency=agency, name="Lu Bar")
        self.meeting = MeetingFactory(on=datetime.date(2026, 3, 25))
        self.report = report_on(self.plan, by=self.lead, meeting=self.meeting)
        self.training = self.report.sections.get(key="training")
        friday = datetime.date(2026, 3, 20)
        services.ask_writer(self.training, by=self.lead, writer=self.writer, write_by=friday)


@pytest.fixture(scope="module")
def kept_world(once):
    return World()


@pytest.fixture
def world(kept_world):
    return copy.deepcopy(kept_world)


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def at(page, thing):
    return reverse(f"reports:{page}", args=[thing.pk])


def accept_all(world):
    for section in world.report.sections.all():
        services.accept_offer(section, by=world.writer)


def put_forward(world):
    accept_all(world)
    places.put_forward(world.report, by=world.lead)


def issue(world, report=None):
    report = report or world.report
    for section in report.sections.all():
        services.accept_offer(section, by=world.writer)
    places.put_forward(report, by=world.lead)
    approved(report, by=world.executive)
    services.issue(report.pk, by=world.executive.pk, words="Well done.")
    return Report.objects.get(pk=report.pk)


# The page of a report


def test_a_draft_says_where_it_stands_and_what_is_next(as_, world):
    page = as_(world.lead).get(world.report.get_absolute_url())

    assert "It is a draft. One thing stands in its way." in words(page)
    assert "“Summary” still has the words that the portal offered" in words(page)
    assert "Work on “Summary”" in words(page)
    assert "Wim Holt by 20 March 2026" in words(page)
    assert "Nobody has downloaded" not in words(page)


def test_once_nothing_stands_in_its_way_the_next_step_is_to_put_it_forward(as_, world):
    accept_all(world)

    page = as_(world.lead).get(world.report.get_absolute_url())

    assert at("submit_report", world.report) in page.content.decode()
    assert "Words were saved after the draft was laid out." in words(page)
    as_(world.lead).post(at("redraw_report", world.report))
    world.report.refresh_from_db()
    assert world.report.state == "rendering"


def test_who_took_a_draft_away_is_shown_to_those_who_keep_it(as_, world):
    paper = as_(world.executive).get(at("download_report", world.report))
    assert b"".join(paper.streaming_content) == b"%PDF-1.7"

    assert "Edda Crane, Marrowby Council" in words(
        as_(world.lead).get(world.report.get_absolute_url())
    )


#: The ends of transactions, and for whom the database answers, are no questions.
NOT_ASKING = re.compile(r"BEGIN|COMMIT|SAVEPOINT|RELEASE|SELECT set_config")


def questions(client, address):
    """How often a page asks the database, at its second call."""
    client.get(address)
    with CaptureQueriesContext(connection) as context:
        client.get(address)
    return sum(not NOT_ASKING.match(query["sql"]) for query in context.captured_queries)


def test_a_page_asks_no_more_than_twelve_times_however_much_is_said_of_it(as_, world):
    # the door and the log are five of them; the bench holds the same pages to their time
    client, report = as_(world.lead), world.report
    pages = (
        report.get_absolute_url(),
        *(at(p, world.training) for p in ("section_detail", "write_section")),
    )
    asked = []
    for count in (1, 3):
        for _ in range(count):
            services.comment(world.training, by=world.legal, words="?", speaks_for="legal")
            services.ask_reviewer(report, by=world.lead, user=UserFactory(), speaks_for="legal")
            services.add_reader(report, by=world.lead, user=UserFactory())
        asked.append([questions(client, page) for page in pages])
    assert asked == [[12, 10, 11]] * 2

    for comment in SectionComment.objects.filter(section__report=report):
        services.settle(comment, by=world.lead, answer="Done.")
    put_forward(world)
    assert questions(client, report.get_absolute_url()) == 12
    assert "you asked for it, put it forward or wrote in it" in words(client.get(pages[0]))
    assert "It waits for your approval." in words(as_(world.executive).get(pages[0]))


def test_the_list_behind_a_figure_is_what_was_counted_and_only_what_one_may_see(as_, world):
    address = reverse("reports:figure_list", args=[world.report.pk, "actions.blocked"])
    action = world.report.plan.themes.get().objectives.get().actions.get()
    elsewhere = UserFactory()
    services.add_reader(world.report, by=world.lead, user=elsewhere)
    issue(world)

    page = words(as_(world.executive).get(address))
    assert "1 of 1 action in the plan (100%), as at 17 March 2026." in page
    assert action.text in page
    assert address in as_(world.executive).get(world.report.get_absolute_url()).content.decode()
    assert "1 of them is not yours to see." in words(as_(elsewhere).get(address))
    unknown = reverse("reports:figure_list", args=[world.report.pk, "people_trained"])
    assert as_(world.executive).get(unknown).status_code == 404

    action_of(
        world.report.plan, status="blocked"
    )  # as if it had been known when figures were frozen
    page = words(as_(world.executive).get(address))
    assert "The list has changed since the report was made. It says 1, and stays as it is" in page


# Writing


def test_words_are_saved_by_themselves_and_by_the_button(as_, world):
    page = as_(world.writer)
    address = at("write_section", world.training)
    version = page.get(address).context["form"]["version"].value()

    typed = {"words": "Two of three are trained.", "version": version}
    quiet = page.post(address, typed, headers={"X-Quietly": "1"}).json()
    assert quiet["sentence"].startswith("Saved at ")
    assert "5 words." in quiet["sentence"]
    page.post(address, {"words": "All are trained.", "version": quiet["version"]})

    world.training.refresh_from_db()
    assert (world.training.words, world.training.by) == ("All are trained.", world.writer)
    assert "3 words, saved by Wim Holt on" in words(page.get(address))


def test_two_people_write_one_section_and_nothing_typed_is_lost(as_, world):
    address = at("write_section", world.training)
    version = as_(world.writer).get(address).context["form"]["version"].value()
    services.keep_words(world.training, by=world.lead, words="The lead's words.")

    typed = {"words": "The writer's words.", "version": version}
    quiet = as_(world.writer).post(address, typed, headers={"X-Quietly": "1"}).json()
    page = as_(world.writer).post(address, typed)

    assert quiet["stop"] is True
    assert "The lead&#x27;s words." in page.content.decode()
    assert "Changed by Lena Ashby" in words(page)
    assert page.context["form"]["words"].value() == "The writer's words."
    as_(world.writer).post(address, typed | {"version": page.context["form"]["version"].value()})
    world.training.refresh_from_db()
    assert world.training.words == "The writer's words."


def test_script_is_printed_as_typed_and_a_table_of_30_columns_gets_a_sentence(as_, world):
    row = "| " + " | ".join(str(number) for number in range(30)) + " |"
    typed = f"<script>alert(1)</script>\n\n{row}\n{'| --- ' * 30}|\n{row}\n"

    page = as_(world.writer).post(
        at("write_section", world.training), {"words": typed, "version": "0"}, follow=True
    )
    page = as_(world.writer).post(
        at("write_section", world.training),
        {"words": typed, "version": page.context["form"]["version"].value()},
        follow=True,
    )

    assert "has 30 columns. A page has room for 8" in words(page)
    assert "HTML is printed as the words you typed." in words(page)
    shown = as_(world.writer).get(at("section_detail", world.training)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "<script>" not in shown


def test_the_portals_words_are_marked_until_somebody_accepts_them(as_, world):
    summary = world.report.sections.get(key="summary")
    page = as_(world.lead)

    assert OFFER in words(page.get(at("write_section", summary)))
    started = page.get(at("write_section", summary), {"from": "offer"})
    assert "blocked" in started.context["form"]["words"].value()
    answer = page.post(at("accept_offer", summary), follow=True)
    assert OFFER not in words(answer)
    assert "accepted by Lena Ashby" in words(answer)


def test_a_writer_who_has_left_is_named_and_somebody_else_can_be_asked(as_, world):
    world.writer.is_active = False
    world.writer.save()
    page = as_(world.lead)

    assert "Can no longer sign in. Ask somebody else" in words(
        page.get(world.report.get_absolute_url())
    )
    assert "Wim Holt can no longer sign in." in words(page.get(world.training.get_absolute_url()))
    form = page.get(at("ask_writers", world.report), {"section": world.training.pk})
    assert world.writer not in form.context["form"].fields["writer"].queryset
    others = [world.training.pk, world.report.sections.get(key="progress").pk]
    page.post(at("ask_writers", world.report), {"sections": others, "writer": world.legal.pk})
    assert world.report.sections.filter(writer=world.legal).count() == 2


def test_last_times_words_stand_beside(as_, world):
    services.keep_words(world.training, by=world.writer, words="As it was in March.")
    issue(world)
    later = report_on(world.plan, by=world.lead, on=TODAY)

    page = as_(world.lead).get(at("write_section", later.sections.get(key="training")))

    assert "Last time" in words(page)
    assert "As it was in March." in words(page)


def test_nothing_is_written_once_it_is_put_forward(as_, world):
    put_forward(world)
    address = at("write_section", world.training)

    assert "nothing can be written in it now" in words(as_(world.writer).get(address))
    answer = as_(world.writer).post(address, {"words": "Late words.", "version": "0"})
    assert "This report is waiting for approval" in words(answer)


# Comments, reviewers and readers


def test_a_comment_stays_until_it_is_settled(as_, world):
    services.ask_reviewer(world.report, by=world.lead, user=world.legal, speaks_for="legal")
    typed = {"words": "Which year is it?", "speaks_for": "legal"}
    as_(world.legal).post(at("add_comment", world.training), typed)
    comment = SectionComment.objects.get()

    assert "A comment on “Training uptake” (legal) is not settled." in words(
        as_(world.lead).get(world.report.get_absolute_url())
    )
    page = as_(world.writer).get(at("write_section", world.training))
    assert "Which year is it?" in words(page)
    as_(world.writer).post(at("settle_comment", comment), {"answer": "This one: it says so now."})
    again = as_(world.writer).post(at("settle_comment", comment), {"answer": "Again."})
    assert "This comment is settled already." in words(again)
    assert "This one: it says so now." in words(
        as_(world.legal).get(world.training.get_absolute_url())
    )


def test_a_reviewer_is_asked_once_says_that_they_are_done_and_is_taken_off(as_, world):
    asked = {"user": world.legal.pk, "speaks_for": "legal"}
    as_(world.lead).post(at("ask_reviewer", world.report), asked)
    again = as_(world.lead).post(at("ask_reviewer", world.report), asked)
    assert "They are asked already." in words(again)

    reviewer = world.report.reviewers.get()
    as_(world.legal).post(at("finish_review", reviewer))
    assert "Lu Bar (legal): read through on 18 March 2026" in words(
        as_(world.lead).get(world.report.get_absolute_url())
    )
    as_(world.lead).post(at("end_review", reviewer))
    assert as_(world.legal).get(world.training.get_absolute_url()).status_code == 404


def test_a_reader_is_a_person_a_role_or_a_board_and_a_role_is_of_the_reports_own_agency(as_, world):
    page, address = as_(world.lead), at("add_reader", world.report)

    both = page.post(address, {"user": world.legal.pk, "role": Role.SPOC, "agency": "every"})
    assert "Choose a person, a role or a board: one of the three." in words(both)
    assert "Choose of which agency, or every agency." in words(page.post(address, {"role": "spoc"}))
    form = page.get(address).context["form"]
    assert form["agency"].value() == str(world.report.agency_id)
    for agency in (world.report.agency_id, "every"):
        page.post(address, {"role": Role.SPOC, "agency": agency})
    said = words(page.get(world.report.get_absolute_url()))
    assert f"Everybody in the role: {Role.SPOC.label}, {world.report.agency}" in said
    assert f"Everybody in the role: {Role.SPOC.label}, every agency" in said
    for reader in world.report.readers.standing():
        services.end_reader(reader, by=world.lead)
    page.post(address, {"user": world.legal.pk})
    twice = page.post(address, {"user": world.legal.pk})
    assert "They are among its readers already." in words(twice)
    issue(world)
    assert as_(world.legal).get(world.report.get_absolute_url()).status_code == 200
    as_(world.lead).post(at("end_reader", world.report.readers.standing().get()))
    assert as_(world.legal).get(world.report.get_absolute_url()).status_code == 404


# Approval and issue


def test_an_author_is_told_why_they_cannot_approve_and_who_may(as_, world):
    put_forward(world)

    page = as_(world.lead).get(at("approve_report", world.report))
    assert "You cannot approve this report:" in words(page)
    assert "Edda Crane (Marrowby Council)" in words(page)
    tried = as_(world.lead).post(at("approve_report", world.report), {"words": ""})
    assert "somebody else must approve it" in words(tried)
    assert "waits for approval by somebody else" in words(
        as_(world.lead).get(world.report.get_absolute_url())
    )


def test_it_is_put_forward_sent_back_approved_and_issued(as_, world):
    accept_all(world)
    page = as_(world.lead).get(at("submit_report", world.report))
    assert "One of these may approve it" in words(page)
    as_(world.lead).post(at("submit_report", world.report))
    as_(world.executive).post(at("send_back", world.report), {"because": "Say more of venues."})
    assert "Say more of venues." in words(as_(world.lead).get(world.report.get_absolute_url()))
    as_(world.lead).post(at("submit_report", world.report))

    read = {"read": Report.objects.get(pk=world.report.pk).drawn_sha256}
    waits = as_(world.executive).post(at("approve_report", world.report), read, follow=True)
    assert waits.status_code == 202
    assert "The report is approved and is being issued." in words(waits)
    services.issue(world.report.pk, by=world.executive.pk, words="")
    page = as_(world.executive).get(world.report.get_absolute_url())
    assert "Version 1, issued on" in words(page)
    assert Publication.objects.get().sha256 in words(page)


def test_a_failed_issue_says_why_and_how_to_try_again(as_, world):
    put_forward(world)
    approved(world.report, by=world.executive)
    services.give_up_issuing(world.report.pk, sentence="The disk was full.")

    page = as_(world.executive).get(world.report.get_absolute_url())

    assert "It was approved and could not be issued. The disk was full." in words(page)
    assert "To try again, approve it once more" in words(page)


def test_a_failed_chart_names_its_section_and_no_word_is_lost(as_, world, monkeypatch):
    services.keep_words(world.training, by=world.writer, words="Kept.")
    services.redraw(world.report, by=world.lead)

    def fails(paper, **_):
        if any(section["id"] == "training" for section in paper["sections"]):
            raise ValueError("no such bar")
        return b"%PDF-1.7"

    monkeypatch.setattr("reports.documents.to_pdf", fails)
    with pytest.raises(Exception, match="Training uptake") as refused:
        making._render(world.report.pk)
    services.give_up(world.report.pk, sentence=refused.value.sentence)

    page = as_(world.lead).get(world.report.get_absolute_url())
    assert "the section “Training uptake” is where it failed" in words(page)
    assert "Try again" in words(page)
    assert "Kept." in words(as_(world.writer).get(world.training.get_absolute_url()))


def test_gathered_anew_after_a_failure_its_words_stay_where_they_are(world):
    report = services.request_report(
        world.plan, by=world.lead, kind="six-monthly", on=ON - datetime.timedelta(days=1)
    )
    making._begin(report.pk)
    making._assemble(report.pk)
    services.give_up(report.pk, sentence="The worker stopped.")
    services.keep_words(report.sections.get(key="training"), by=world.lead, words="Early words.")

    services.try_again(report, by=world.lead)
    for _ in services.make_report(report.pk):
        pass

    assert report.sections.get(key="training").words == "Early words."
    assert report.sections.count() == world.report.sections.count()


def test_what_is_withdrawn_says_so_first_and_leads_to_what_replaced_it(as_, world):
    issue(world)
    typed = {"changes": "A sum was wrong.\nSaid so."}
    answer = as_(world.lead).post(at("revise_report", world.report), typed)
    second = Report.objects.get(replaces=world.report)
    assert answer.url == second.get_absolute_url()
    for _ in services.make_report(second.pk):
        pass
    services.keep_words(second.sections.get(key="training"), by=world.writer, words="Better.")
    issue(world, second)
    as_(world.lead).post(at("withdraw_report", world.report), {"because": "A sum was wrong."})

    page = as_(world.executive).get(world.report.get_absolute_url())
    assert "This report was withdrawn on 18 March 2026. Do not rely on it." in words(page)
    assert "Go to version 2, which replaces it" in words(page)
    assert at("download_report", world.report) not in page.content.decode()
    assert as_(world.executive).get(at("download_report", world.report)).status_code == 403
    newer = words(as_(world.executive).get(second.get_absolute_url()))
    assert "Said so." in newer
    assert "Words were changed in: Training uptake." in newer
    assert "Version 1 : withdrawn on 18 March 2026" in newer


def test_what_the_meeting_decided_is_recorded_from_the_page(as_, world):
    issue(world)
    body, on = world.meeting.body_id, world.meeting.on
    Decision.objects.create(
        body_id=body, meeting=world.meeting, on=on, words="Audit every venue by June."
    )

    page = as_(world.lead).get(world.report.get_absolute_url())

    assert "Audit every venue by June." in words(page)
    about = f"?body={body}&amp;meeting={world.meeting.pk}&amp;on=2026-03-25"
    assert reverse("actions:add_decision") + about in page.content.decode()
    form = as_(world.lead).get(page.context["record_decision"]).context["form"]
    assert form["meeting"].value() == str(world.meeting.pk)


# Home and the daily message


def test_everybodys_home_holds_their_part(as_, world):
    services.ask_reviewer(
        world.report, by=world.lead, user=world.legal, speaks_for="legal", comment_by=TODAY
    )

    home = as_(world.writer).get(reverse("home"))
    assert "Write “Training uptake” of Six-monthly report" in words(home)
    assert at("write_section", world.training) in home.content.decode()
    assert "Read through and comment on Six-monthly report" in words(
        as_(world.legal).get(reverse("home"))
    )
    put_forward(world)
    assert at("approve_report", world.report) in (
        as_(world.executive).get(reverse("home")).content.decode()
    )
    assert at("approve_report", world.report) not in (
        as_(world.lead).get(reverse("home")).content.decode()
    )
    services.send_back(world.report, by=world.executive, because="Shorter.")
    assert "Sent back: Six-monthly report" in words(as_(world.lead).get(reverse("home")))


def test_a_named_reader_finds_what_was_issued_among_the_news(as_, world):
    services.add_reader(world.report, by=world.lead, user=world.legal)
    issue(world)

    assert f"{world.report}, issued" in words(as_(world.legal).get(reverse("home")))


def test_the_daily_message_tells_each_of_their_part_by_address_alone(as_, world):
    rule = rule_on(TODAY)
    services.ask_reviewer(
        world.report,
        by=world.lead,
        user=world.legal,
        speaks_for="legal",
        comment_by=datetime.date(2026, 3, 17),
    )
    asked = {(each.person, each.kind, each.path) for each in chasing.owed(TODAY, rule)}
    first = world.report.sections.order_by("position").first()
    assert asked == {
        (world.writer.pk, DUE, at("write_section", world.training)),
        (world.legal.pk, LATE, at("section_detail", first)),
    }

    services.end_review(world.report.reviewers.get(), by=world.legal, is_done=True)
    put_forward(world)
    path = world.report.get_absolute_url()
    assert {(e.person, e.path) for e in chasing.owed(TODAY, rule)} == {(world.executive.pk, path)}
    services.add_reader(world.report, by=world.lead, user=world.legal)
    approved(world.report, by=world.executive)
    services.issue(world.report.pk, by=world.executive.pk, words="")
    told = {each.person for each in chasing.owed(TODAY, rule)}
    assert told == {world.executive.pk, world.legal.pk}
    as_(world.legal).get(path)
    assert {each.person for each in chasing.owed(TODAY, rule)} == {world.executive.pk}
    assert mail.outbox == []


# Kinds


def test_a_council_adds_renames_moves_drops_and_takes_back_sections(as_, world):
    kind, page = ReportTemplate.objects.get(name="six-monthly"), as_(world.lead)
    before = list(kind.sections.in_use().values_list("key", flat=True))

    typed = {"title": "Voices of residents", "guidance": "Two paragraphs.", "must_be_written": "on"}
    page.post(reverse("reports:add_template_section", args=[kind.pk]), typed)
    added = kind.sections.get(key="voices-of-residents")
    page.post(at("move_template_section", added), {"to": "up"})
    moved = list(kind.sections.in_use().values_list("key", flat=True))
    assert moved == [*before[:-1], "voices-of-residents", before[-1]]
    form = page.get(at("change_template_section", added)).context["form"]
    page.post(
        at("change_template_section", added),
        {"title": "What residents say", "source": "plan.exceptions"}
        | {"version": form["version"].value()},
    )
    shown = words(page.get(kind.get_absolute_url()))
    assert "9. What residents say" in shown
    page.post(at("drop_template_section", added))
    assert "Left out (1)" in words(page.get(kind.get_absolute_url()))
    page.post(at("take_template_section_back", added))

    keys = list(kind.sections.in_use().values_list("key", flat=True))
    assert keys == [*before, "voices-of-residents"]
    assert added.history.count() == 5
    assert world.report.sections.filter(key="voices-of-residents").count() == 0
    assert report_on(world.plan, by=world.lead).sections.get(key="voices-of-residents").title == (
        "What residents say"
    )


def test_a_kind_keeps_one_section_and_two_people_keep_it_in_turn(as_, world):
    kind, page = ReportTemplate.objects.get(name="six-monthly"), as_(world.lead)
    glance = kind.sections.get(key="glance")
    version = page.get(at("change_template_section", glance)).context["form"]["version"].value()
    services.keep_section(glance, by=world.executive, title="In short")

    typed = {"title": "At one look", "source": "plan.glance", "version": version}
    answer = page.post(at("change_template_section", glance), typed)
    assert "In short" in words(answer)
    for section in kind.sections.exclude(key="glance"):
        services.drop_section(section, by=world.lead, on=TODAY)
    last = page.post(at("drop_template_section", glance), follow=True)
    assert "This is its only section." in words(last)


def test_a_kind_about_a_plan_says_which_plans(as_, world):
    typed = {"title": "Short paper", "name": "short", "body": "Board", "about": "plan"}
    typed |= {"audiences": ["officer"], "months": "3"}
    address = reverse("reports:add_reporttemplate")

    assert "Select at least one kind of plan" in words(as_(world.lead).post(address, typed))
    as_(world.lead).post(address, typed | {"plan_kinds": ["internal"]})
    assert ReportTemplate.objects.get(name="short").plan_kinds == ["internal"]
