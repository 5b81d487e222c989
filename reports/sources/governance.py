"""What papers say of boards: their meetings, who came, what they decided, and the lead members."""

from dateutil.relativedelta import relativedelta
from django.db.models import Count, OuterRef, Q, Subquery

from actions.models import Attendance, Body, Decision, Meeting, MemberLead

from .. import words
from ..blocks import heading, listing, paragraph, table
from ..standing import day, first_rows, is_public, post, stood
from . import Part, source

ATTENDANCE_MONTHS = 12


@source(
    "paper.header",
    title="Particulars of the paper",
    about="Title, day, author, contact, members and portfolios affected, whether it is confidential",
)
def _header(paper):
    asked = paper.asked
    leads = _lead_posts(paper)
    rows = [
        ("Title", asked.title),
        ("Date", words.day(asked.on)),
        ("Author", asked.author),
        ("Contact officer", asked.author),
        ("Local members affected", "All"),
        ("Portfolio areas affected", "; ".join(leads) or "None named"),
        ("For press enquiries", "The council's media office"),
        ("Is the report confidential?", "No" if is_public(paper) else "Yes: see its marking"),
    ]
    return Part([_particulars(rows)])


@source(
    "paper.committee_header",
    title="Particulars of a committee paper",
    about="Day, agenda item, executive sponsor and title",
)
def _committee_header(paper):
    rows = [
        ("Date", words.day(paper.asked.on)),
        ("Agenda item", "To be given by the clerk of the meeting"),
        ("Executive sponsor", "; ".join(_lead_posts(paper)) or "None named"),
        ("Title", paper.asked.title),
    ]
    return Part([_particulars(rows)])


@source(
    "paper.enquiries",
    title="Author and enquiries",
    about="The post that wrote the paper and answers questions about it",
)
def _enquiries(paper):
    asked = paper.asked
    return Part(
        [paragraph(f"This report was written by the {asked.author}, who answers questions.")]
    )


def _particulars(rows):
    return table(
        "Particulars", [("Particular", 34, "ref"), ("Answer", 66, "text")], _cells(rows), ""
    )


def _cells(rows):
    return [[{"text": text} for text in row] for row in rows]


def _lead_posts(paper):
    return [
        row.post
        for row in _leads(paper)
        if paper.agency is None or row.agency_id == paper.agency.pk
    ]


def _leads(paper):
    rows = MemberLead.objects.current(on=paper.asked.on).select_related("agency")
    return paper.once("leads", lambda: list(rows.order_by("agency__name", "pk")))


@source(
    "governance.boards",
    title="Boards and groups",
    about="Each board with its chair's post, how often it meets, when it last met, its terms",
)
def _boards(paper):
    return Part(boards(paper))


def boards(paper):
    """The boards and groups that stood on the day, and how they keep to their rhythm."""
    on = paper.asked.on
    took_place = Meeting.objects.filter(
        body=OuterRef("pk"), status__in=Meeting.TOOK_PLACE, on__lte=on
    )
    bodies = stood(Body.objects.select_related("chair"), on).annotate(
        met_on=Subquery(took_place.order_by("-on").values("on")[:1])
    )
    rows = []
    for body in bodies.order_by("kind", "name", "pk"):
        rows.append(
            [
                body.name,
                post(body.chair_post, body.chair),
                body.cadence() or "Not said",
                _met(body.met_on, body, on),
                day(body.terms_agreed_on, "Not agreed"),
                day(body.terms_review_on),
            ]
        )
    return listing(
        "Boards and groups",
        [
            ("Board or group", 24, "ref"),
            ("Chaired by", 19, "text"),
            ("Meets", 14, "text"),
            ("Last met", 17, "text"),
            ("Terms agreed", 13, "text"),
            ("Terms due for review", 13, "text"),
        ],
        rows,
        "No board or group was in the register on the day.",
    )


def _met(met, body, on):
    if met is None:
        return "Not yet"
    longest = body.meets_at_most_every or body.meets_every
    is_late = longest and met + relativedelta(months=longest) < on
    return f"{words.day(met)}, late to meet again" if is_late else words.day(met)


@source(
    "governance.leadership",
    title="Leadership and governance",
    about="Boards and groups, meetings held in the period with who came, and lead members",
)
def _leadership(paper):
    return Part(
        [*boards(paper), heading("Meetings held"), *meetings(paper), heading("Lead members"),
         *members(paper)]
    )  # fmt: skip


@source(
    "governance.meetings",
    title="Meetings held",
    about="Meetings of boards and groups in the period, with how many seats were filled",
)
def _meetings(paper):
    return Part(meetings(paper))


def meetings(paper):
    """Each meeting of the period, by how many of its members came."""
    How = Attendance.How
    rows = (
        stood(Meeting.objects, paper.asked.on)
        .filter(on__range=(paper.first_day, paper.asked.on), status__in=Meeting.TOOK_PLACE)
        .select_related("body")
        .annotate(**{how.value: Count("attendance", filter=Q(attendance__how=how)) for how in How})
        .order_by("-on", "body__name", "pk")
    )
    rows, note = first_rows(rows)
    return listing(
        "Meetings in the period",
        [
            ("Board or group", 36, "ref"),
            ("Day", 22, "text"),
            ("Present", 10, "number"),
            ("Deputy came", 10, "number"),
            ("Apologies", 11, "number"),
            ("Absent", 11, "number"),
        ],
        [
            [row.body.name, words.day(row.on), *(getattr(row, how.value) for how in How)]
            for row in rows
        ],
        f"No meeting of a board or group was recorded between {words.day(paper.first_day)} and "
        f"{words.day(paper.asked.on)}.",
        f"The numbers are of seats, not of people. {note}".strip(),
    )


@source(
    "governance.attendance",
    title="Apologies and attendance",
    about="How often each seat was filled at the delivery group and networks in the last twelve months",
)
def _attendance(paper):
    on = paper.asked.on
    came = Count("pk", filter=Q(how__in=Attendance.CAME))
    rows = (
        Attendance.objects.filter(
            meeting__on__gt=on - relativedelta(months=ATTENDANCE_MONTHS),
            meeting__on__lte=on,
            meeting__status__in=Meeting.TOOK_PLACE,
            meeting__closed_on__isnull=True,
            meeting__body__kind__in=(Body.Kind.DELIVERY_GROUP, Body.Kind.NETWORK),
        )
        .order_by("membership__body__name", "membership__agency__name", "membership__seat")
        .values_list("membership__body__name", "membership__agency__name", "membership__seat")
        .annotate(came=came, noted=Count("pk"))
    )
    by_body = {}
    for body, agency, seat, n, noted in rows:
        by_body.setdefault(body, []).append(
            [agency, seat or "Member", n, noted, f"{100 * n / noted:.1f}"]
        )
    blocks = []
    for body, found in by_body.items():
        blocks += listing(
            f"Attendance at the {body}",
            [
                ("Agency", 36, "ref"),
                ("Seat", 30, "text"),
                ("Came or sent a deputy", 13, "number"),
                ("Meetings noted", 11, "number"),
                ("%", 10, "number"),
            ],
            found,
            "",
            f"Meetings held in the twelve months to {words.day(on)}.",
        )
    return Part(
        blocks
        or [
            paragraph(
                f"Nobody noted who came to a delivery group or network in the twelve months to {words.day(on)}."
            )
        ]
    )


@source(
    "governance.decisions",
    title="Decisions",
    about="What boards decided in the period, who carries it out, what came of it",
)
def _decisions(paper):
    asked = paper.asked
    rows = stood(Decision.objects, asked.on).filter(on__range=(paper.first_day, asked.on))
    if is_public(paper):
        count = rows.count()
        return Part(
            [paragraph(f"{words.none_or(count, 'decision was', 'decisions were')} recorded.")]
        )
    rows, note = first_rows(rows.select_related("body").order_by("-on", "-pk"))
    return Part(
        listing(
            "Decisions in the period",
            [
                ("Day", 13, "text"),
                ("Board or group", 18, "ref"),
                ("Decision", 33, "text"),
                ("Carried out by", 14, "text"),
                ("What came of it", 22, "text"),
            ],
            [
                [
                    words.day(row.on),
                    row.body.name,
                    row.words,
                    row.carried_by or "Not said",
                    row.outcome or "Not said yet",
                ]
                for row in rows
            ],
            "No decision of a board or group was recorded in the period.",
            note,
        )
    )


@source("governance.members", title="Lead members", about="Which office leads, by authority")
def _members(paper):
    return Part(members(paper))


def members(paper):
    """The offices of lead members; who holds them is on the council's own pages."""
    return listing(
        None,
        [("Authority", 30, "ref"), ("Office", 28, "text"), ("Duties", 42, "text")],
        [[row.agency.name, row.post, row.duties or "Not said"] for row in _leads(paper)],
        "No lead member was in the register on the day.",
    )
