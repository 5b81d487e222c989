"""What the pages show on which a report is written, commented on, approved and issued."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone

from actions.models import Decision
from prevent_portal.models import AccessRecord, User
from prevent_portal.passage import reference_of
from prevent_portal.roles import GRANTS, Role
from prevent_portal.versions import version_of

from .assembly import headlines
from .blocks import with_kinds
from .checking import is_older, problems
from .disclosure import protected
from .lists import lists_of, told_in
from .markdown import blocks_of, problems_of, word_count
from .models import Report, ReportSection, Reviewer
from .models.report import READS
from .scopes import ACTIONS
from .services import authors_of, says_otherwise

State = Report.State
#: Downloads that the page of a report names; the log holds the rest.
MOST_DOWNLOADS = 20


@dataclass(frozen=True)
class Step:
    """What somebody can do next with a report: words and an address; `is_button` says that it is pressed."""

    words: str
    href: str
    is_button: bool = False


@dataclass(frozen=True)
class Stands:
    """Where a report stands, in a line, and the likeliest step for whoever looks at it."""

    words: str
    first: Step | None = None


def screen(report, user, on):
    """Everything that the page of a report shows to somebody."""
    context = {"report": report, "changes": _lines(report.changes)}
    is_theirs = user.has_perm("reports.view_draft") and report.frozen and _is_theirs(report, user)
    if is_theirs:
        _read_with(report)
    context["headlines"] = _headlines(report, user)
    versions = list(versions_of(report, user)) if is_theirs or report.is_out else []
    if report.is_out:
        context |= _as_issued(report, user, versions)
    if not is_theirs:
        return context
    context |= {
        "sections": _sections(report),
        "readers": report.readers.standing().select_related("user", "agency", "body"),
        "reviewers": [each for each in report.reviewers.all() if each.ended_at is None],
        "versions": versions,
        "downloads": _downloads(report) if report.is_ready else (),
        "is_desk": True,
    }
    if not report.is_out:
        found = problems(report)
        context["problems"] = found
        context["is_older"] = _is_older(report, context["sections"])
        context["stands"] = _stands(report, user, found, on)
    return context


def told(report):
    """Every figure of the catalogue that a report tells, as its audience may have it.

    Of a paper that was withdrawn none is told: nobody is to rely on it.
    """
    if report.state == State.WITHDRAWN or not report.is_ready:
        return []
    paper = report.publication.said if report.is_out else protected(report)[0]
    return told_in(block for section in paper["sections"] for block in section["blocks"])


def _headlines(report, user):
    """The figures at the head of the page of a report, likewise, each with the address of its list."""
    if report.state == State.WITHDRAWN or not report.is_ready:
        return []
    tiles = _tiles(report)
    hrefs = {
        each.told.name: each.href
        for each in lists_of(report, told_in([{"type": "figures", "figures": tiles}]), user)
    }
    return [tile | {"href": hrefs.get(f"{ACTIONS}{tile.get('name')}", "")} for tile in tiles]


def _tiles(report):
    if report.is_out:
        return headlines(report.publication.said)
    found = (each for each in report.frozen["sections"] if headlines({"sections": [each]}))
    first = next(found, None)
    return headlines(protected(report, only=first["id"])[0]) if first else []


def _is_theirs(report, user):
    """True for its keepers and for whoever looks on at every agency's; a named reader gets what went out."""
    return report.keeps(user) or user.has_role(Role.AUDITOR)


def _read_with(report):
    """Read the sections of a report, with their open comments, and its reviewers once for all."""
    sections = ReportSection.objects.select_related("writer__agency", "by").with_unsettled()
    people = Reviewer.objects.select_related("user__agency")
    kept = (Prefetch("sections", sections), Prefetch("reviewers", people))
    prefetch_related_objects([report], *kept)


def _sections(report):
    """The sections in order, each with its words counted, whether it has an offer, and open comments."""
    offered = {each["id"] for each in report.frozen["sections"] if offer_of(each)}
    rows = list(report.sections.all())
    for row in rows:
        row.word_count = word_count(row.words)
        row.open_comments = len(row.unsettled)
        row.is_offered = row.key in offered and not row.words
    return rows


def _is_older(report, sections):
    """True if somebody wrote after the draft was laid out."""
    return report.state == State.READY and is_older(report, sections)


def _stands(report, user, found, on):
    """The line at the top of a draft and its first button."""
    keeps = report.keeps(user)
    stops = [problem for problem in found if problem.stops]
    if report.state == State.READY:
        words = _draft_words(report, stops)
        return Stands(words, _draft_step(report, stops) if keeps else None)
    if report.state == State.CHECKING:
        if not keeps:
            return Stands("It waits for somebody who did not write it to approve it.")
        if report.is_by_reader:
            return Stands(
                "It waits for approval by somebody else: you asked for it, put it forward or wrote in it."
            )
        step = Step("Read and approve", reverse("reports:approve_report", args=[report.pk]))
        return Stands("It waits for your approval.", step)
    return Stands("")


def _draft_words(report, stops):
    is_back = bool(report.sent_back_because)
    start = "It was sent back to be worked on." if is_back else "It is a draft."
    if not stops:
        return f"{start} Nothing stands in its way: it can be put forward for approval."
    one = len(stops) == 1
    return f"{start} {'One thing stands' if one else f'{len(stops)} things stand'} in its way."


def _draft_step(report, stops):
    to_write = next((each.section for each in stops if each.section), None)
    if to_write is None:
        return Step("Put it forward", reverse("reports:submit_report", args=[report.pk]))
    return Step(f"Work on “{to_write}”", reverse("reports:write_section", args=[to_write.pk]))


def approvers_of(report):
    """Who may approve a report: those who keep it and did not write it."""
    roles = sorted(GRANTS["reports.approve_report"])
    people = User.objects.filter(is_active=True, roles__overlap=roles)
    readers = [role for role, audiences in READS.items() if report.audience in audiences]
    own = Q(agency=report.agency_id, roles__overlap=readers)
    people = people.filter(Q(roles__contains=[Role.PREVENT_LEAD]) | own)
    return people.exclude(pk__in=authors_of(report)).select_related("agency").order_by("name", "pk")


def approval(report, user):
    """What somebody who may approve is told first: what stands in the way, and whether it is theirs to do."""
    is_author = user.pk in authors_of(report)
    is_waiting = report.state == State.CHECKING
    is_other = is_waiting and bool(report.drawn_sha256) and says_otherwise(report)
    return {
        "is_author": is_author,
        "approvers": approvers_of(report) if is_author else (),
        "problems": problems(report) if report.frozen and not report.is_out else (),
        "may_send_back": is_waiting,
        "is_other": is_other,
        "may_approve": is_waiting and bool(report.drawn_sha256) and not is_other and not is_author,
        "has_opened": is_waiting and _has_opened(report, user),
    }


def _has_opened(report, user):
    """True if somebody took the draft away since it was last laid out."""
    rows = AccessRecord.objects.about(reference_of(report)).filter(verb="downloaded", status=200)
    return rows.filter(user=user, at__gte=report.ready_at).exists()


def versions_of(report, user):
    """Every version of the paper, newest first, with what became of it; a later one may have a later day."""
    of_it = Q(on=report.on) | Q(replaces=report.pk) | Q(pk=report.replaces_id)
    same = Report.objects.visible_to(user).filter(
        of_it, kind=report.kind_id, agency=report.agency_id
    )
    of_plan = {"plan": report.plan_id} if report.plan_id else {"plan__isnull": True}
    rows = same.filter(**of_plan).select_related("kind", "publication", "publication__withdrawn_by")
    return rows.defer("frozen", "publication__said").order_by("-on", "-version")


def _downloads(report):
    """Who took the paper away, latest first."""
    rows = AccessRecord.objects.about(reference_of(report)).filter(verb="downloaded", status=200)
    return rows.select_related("user__agency").order_by("-at")[:MOST_DOWNLOADS]


def _as_issued(report, user, versions):
    """What readers of an issued or withdrawn report are told: of it, of what replaced it, of the meeting."""
    return {
        "publication": report.publication,
        "replaced_by": _replaced_by(report, versions),
        "rewritten": _rewritten(report),
        "meeting": report.meeting,
        "may_read_decisions": user.has_perm("actions.view_decision"),
        "decisions": _decisions(report, user),
        "record_decision": _record_decision(report, user),
    }


def _replaced_by(report, versions):
    """The newest version that took the place of a report, if that is one that somebody may see."""
    newer = (each for each in versions if each.replaces_id == report.pk)
    return next((each for each in newer if each.state == State.ISSUED), None)


def _rewritten(report):
    """Titles of the sections whose words differ from the version that went out before."""
    if not report.replaces_id:
        return []
    before = dict(report.replaces.sections.values_list("key", "words"))
    return [row.title for row in report.sections.all() if before.get(row.key, "") != row.words]


def _decisions(report, user):
    if report.meeting_id is None:
        return []
    rows = Decision.objects.visible_to(user).standing().filter(meeting=report.meeting_id)
    return list(rows.order_by("pk"))


def _record_decision(report, user):
    """Where a decision of the report's meeting is recorded, for whoever may."""
    meeting = report.meeting
    if meeting is None or not user.has_perm("actions.add_decision"):
        return ""
    about = f"?body={meeting.body_id}&meeting={meeting.pk}&on={meeting.on}"
    return f"{reverse('actions:add_decision')}{about}"


# One section


def section_screen(section, user):
    """What the page of one section shows: what will be printed, what is offered, comments, neighbours."""
    report = section.report
    prefetch_related_objects([report], "sections")
    keeps = report.keeps(user)
    blocks = _blocks_shown(section)
    comments = section.comments.select_related("by__agency", "settled_by").order_by("at", "pk")
    before, after = _neighbours(section, user)
    may_see_report = keeps or Report.objects.visible_to(user).filter(pk=report.pk).exists()
    return {
        "section": section,
        "report": report,
        "printed": _printed(blocks),
        "listed": lists_of(report, told_in(blocks), user, may_open=may_see_report),
        "offered": offer_of({"blocks": blocks}),
        "written": blocks_of(section.words) if section.words else [],
        "word_count": word_count(section.words),
        "print_problems": problems_of(section.words) if section.words else [],
        "last_time": _last_time(section, user),
        "comments": list(comments),
        "before": before,
        "after": after,
        "is_open": report.state in Report.WRITABLE,
        "may_assign": keeps,
        "may_see_report": may_see_report,
        "own_review": report.reviewers.asked(user).first() if _is_reviewer(report, user) else None,
    }


def _blocks_shown(section):
    """The blocks of a section as its paper's audience may have them; never those that were frozen."""
    if section.report.frozen is None:
        return []
    sections = protected(section.report, only=section.key)[0]["sections"]
    return next((each["blocks"] for each in sections if each["id"] == section.key), [])


def _printed(blocks):
    """What the portal prints in a section beside people's words."""
    return [
        block | {"groups": with_kinds(block)} if block["type"] == "table" else block
        for block in blocks
        if not block.get("suggested") and not block.get("written")
    ]


def offer_of(frozen):
    """The paragraphs that the portal offers in a frozen section."""
    return [block["text"] for block in frozen["blocks"] if block.get("suggested")]


def offered_words(section):
    """The offer of a section as somebody would type it: nothing that the guard would not print.

    Once typed, a number is a person's word, which the guard does not know for a count.
    """
    kept = [block for block in _blocks_shown(section) if not block.get("withheld")]
    return "\n\n".join(offer_of({"blocks": kept}))


def _is_reviewer(report, user):
    return user.has_perm("reports.comment_section")


def _neighbours(section, user):
    rows = section.report.sections.all()
    if not section.report.keeps(user):
        rows = ReportSection.objects.visible_to(user).filter(report=section.report_id)
        rows = rows.defer("words", "guidance").order_by("position", "pk")
    rows = [None, *rows, None]
    around = zip(rows, rows[1:], rows[2:], strict=False)
    return next(
        ((before, after) for before, here, after in around if here.pk == section.pk), (None, None)
    )


def _last_time(section, user):
    """The words of this section in the version it replaces, else in the report before it.

    Those of a paper for other readers are for whoever sees that paper, or its draft.
    """
    report = section.report
    earlier = report.replaces_id or report.previous_id
    found = ReportSection.objects.filter(report=earlier, key=section.key).exclude(words="")
    found = found.filter(
        Q(report__audience=report.audience) | Q(report__in=Report.objects.visible_to(user))
    )
    row = found.select_related("report__kind").defer("report__frozen").first() if earlier else None
    return {"report": row.report, "blocks": blocks_of(row.words)} if row else None


def quietly(form, section, is_saved):
    """What the page is told when it has sent its words by itself."""
    if form.meanwhile:
        return {
            "sentence": "Somebody else saved words here. Press Save to see both: nothing is lost.",
            "stop": True,
        }
    version, now = version_of(section), timezone.localtime().strftime("%H:%M")
    if not is_saved:
        sentences = [sentence for each in form.errors.values() for sentence in each]
        return {"version": version, "sentence": f"Not saved: {sentences[0]}"}
    typed = form.cleaned_data["words"]
    said = [f"Saved at {now}.", f"{word_count(typed)} words.", *problems_of(typed)]
    return {"version": version, "sentence": " ".join(said)}


def _lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]
