"""The reports of the demonstration, made by the real worker: last half-year's is issued, today's a draft."""

import datetime
import tomllib
from pathlib import Path

from actions.models import Plan
from prevent_portal import demo as partnership
from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused
from prevent_portal.models import User
from prevent_portal.roles import Role

from .. import services, withholding
from ..checking import stops
from ..models import Report, ReportTemplate
from ..words import months_before
from . import coming

WORDS = Path(__file__).parent / "words" / "papers.toml"
KIND = "six-monthly"
#: Who approves the paper of half a year ago.
APPROVER = "corporate.director"
MONTHS = 6


def load(today, *, scale=1):
    """Ask for the report of half a year ago, so that today's has one to be compared with."""
    plan = _plan(today)
    earlier = months_before(today, MONTHS)
    if plan and (plan.period_start is None or plan.period_start <= earlier):
        services.request_report(plan, by=_asker(plan), kind=KIND, on=earlier)
    coming.load(today)


def request(today):
    """Ask for today's report; return a function that gives its path once it is made, and None before.

    Each time it is called it also takes the next step of what people do with the papers: half a year
    ago's is approved once it is made, and today's is written in. It raises Refused, with the sentence,
    if the report could not be made.
    """
    with acting_for(None):
        report = _todays(today) or services.request_report(
            _plan(today), by=_asker(_plan(today)), kind=KIND, on=today
        )

    def look():
        made = Report.objects.select_related("file").get(pk=report.pk)
        if made.has_failed:
            raise Refused(made, made.failure)
        with acting_for(None):
            is_issued = _issue_earlier(made)
            if made.is_ready:
                _write_in(made, today)
        return Path(made.file.content.path) if made.is_ready and is_issued else None

    return look


def _plan(today):
    """The lead authority's own plan for the day."""
    plans = Plan.objects.current(on=today).filter(
        kind__in=ReportTemplate.objects.get(name=KIND).plan_kinds
    )
    return plans.order_by("-agency__is_lead", "pk").first()


def _asker(plan):
    leads = User.objects.filter(agency=plan.agency_id, roles__contains=[Role.PREVENT_LEAD])
    return leads.order_by("pk").first()


def _todays(today):
    """What was asked for earlier today, unless it failed."""
    found = Report.objects.filter(kind=KIND, on=today, plan=_plan(today))
    return found.exclude(state=Report.State.FAILED).order_by("-version").first()


def _people():
    """The people of the invented county who have a part in the papers, by their keys."""
    emails = {partnership.address(key): key for key in partnership.PEOPLE}
    return {emails[user.email]: user for user in User.objects.filter(email__in=emails)}


def _issue_earlier(todays):
    """Approve the paper of half a year ago once it is made; True when nothing more is to be waited for."""
    before = Report.objects.filter(kind=KIND, plan=todays.plan_id, on__lt=todays.on)
    report = before.select_related("kind", "plan", "agency").order_by("-on", "-version").first()
    approver = _people().get(APPROVER)
    if report is None or approver is None or report.is_out or report.has_failed:
        return True
    try:
        if report.is_draft:
            for problem in stops(report):
                if problem.section:
                    services.accept_offer(problem.section, by=report.requested_by)
            report = services.submit(report, by=report.requested_by)
        if report.state == Report.State.CHECKING and not report.is_laid_out_anew:
            services.approve(report, by=approver, read=report.drawn_sha256)
    except Refused:
        return True  # it stays a draft, whose page says what stands in its way
    return False


def _write_in(report, today):
    """Ask for words and comments in today's draft, and let some of them be there; once."""
    people = _people()
    if not report.is_draft or APPROVER not in people or report.reviewers.exists():
        return
    told, lead = tomllib.loads(WORDS.read_text("utf-8")), report.requested_by
    sections = {section.key: section for section in report.sections.all()}
    for each in told["section"]:
        section, writer = sections[each["key"]], people[each["writer"]]
        by_day = today + datetime.timedelta(days=each["due"])
        services.ask_writer(section, by=lead, writer=writer, write_by=by_day)
        if each.get("words"):
            services.keep_words(section, by=writer, words=each["words"].strip())
    for each in told["reviewer"]:
        reviewer = services.ask_reviewer(
            report,
            by=lead,
            user=people[each["user"]],
            speaks_for=each["speaks_for"],
            comment_by=today + datetime.timedelta(days=each["due"]),
        )
        if each.get("is_done"):
            services.end_review(reviewer, by=reviewer.user, is_done=True)
    for each in told["comment"]:
        said = services.comment(
            sections[each["key"]],
            by=people[each["by"]],
            words=each["words"],
            speaks_for=each["speaks_for"],
        )
        if each.get("answer"):
            services.settle(said, by=lead, answer=each["answer"])
    _decide(report, told["decision"], people)


def _decide(report, decisions, people):
    """One more number is not shown, and one is shown on the word of somebody who did not write."""
    for each in decisions:
        decide = getattr(services, each["what"])
        known = withholding.withheld_places(report)
        if each["what"] == "withhold":
            known = {
                at: words for at, words in withholding.places(report).items() if at not in known
            }
        for place, words in known.items():
            if not all(part in words for part in each["about"]):
                continue
            try:
                decide(report, by=people[each["by"]], place=place, reason=each["reason"])
            except Refused:
                continue  # another number could be worked out from this one
            break
