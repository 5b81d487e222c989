"""Schools' filters, who handles bookings, letters to managers, and policies."""

from prevent_portal.home import Panel
from prevent_portal.registers import Attention, Column, Step, declare, link

from ..forms.beside import BookingStaffForm, ManagerLetterForm, PolicyReviewForm, SchoolFilterForm
from ..models import BookingStaff, ManagerLetter, PolicyReview, SchoolFilter
from ..services import manager_letters
from .measured import measures_of
from .places import GROUP

SCHOOLS = declare(
    SchoolFilter,
    noun="school",
    plural="Schools: filters and lettings",
    group=GROUP,
    part="Schools",
    address="schools",
    intro="Who filters each school's internet, whether it buys from the council, and its lettings policy.",
    empty="No school has been added yet.",
    columns=(
        Column("School", "setting.name", sort="setting__name"),
        Column("Filtered by", "known_provider", sort="provider"),
        Column("From the council", "from_council", kind="yesno", sort="from_council"),
        Column("Confirmed", "confirmed_on", kind="day", sort="confirmed_on"),
        Column(
            "Lettings reviewed", "lettings_reviewed_on", kind="day", sort="lettings_reviewed_on"
        ),
    ),
    facts=(
        Column("Whose record it is", "agency.name"),
        Column("Filtered by", "known_provider"),
        Column("Filtering product", "product"),
        Column("Bought from the council", "from_council", kind="yesno"),
        Column("Confirmed", "confirmed_on", kind="day"),
        Column("How it is known", "confirmed_how"),
        Column("Looks into who books its rooms", "checks_organisations", kind="yesno"),
        Column("Lettings and speakers policy reviewed", "lettings_reviewed_on", kind="day"),
        Column("A policy that others can learn from", "lettings_is_good", kind="yesno"),
        Column("Shared with other schools", "lettings_shared_on", kind="day"),
        Column("Notes", "notes", kind="words"),
    ),
    export=(
        Column("Agency", "agency.name"),
        Column("Product", "product"),
        Column("How it is known", "confirmed_how"),
        Column("Looks into who books", "checks_organisations"),
        Column("Policy to learn from", "lettings_is_good"),
        Column("Shared", "lettings_shared_on"),
    ),
    form=SchoolFilterForm,
    measures=measures_of("schoolfilter_list"),
    search=("setting__name", "provider", "product"),
    filters=("agency", "from_council", "lettings_is_good", "checks_organisations"),
    when=(
        (
            "unknown",
            "Nobody knows who filters",
            lambda rows, on: rows.filter(from_council=False, provider=""),
        ),
        (
            "unshared",
            "Good policy not shared",
            lambda rows, on: rows.filter(lettings_is_good=True, lettings_shared_on__isnull=True),
        ),
    ),
    attention=Attention(
        "filter not confirmed, or lettings policy not reviewed, for a year",
        lambda rows, on: rows.needing_somebody(on=on),
    ),
    rows=lambda rows, on: rows.select_related("setting", "agency"),
)

STAFF = declare(
    BookingStaff,
    noun="person who handles bookings",
    plural="People who handle bookings",
    group=GROUP,
    part="People",
    address="booking-staff",
    intro="Who handles the bookings of which place, and whether their Prevent training is in date.",
    empty="Nobody has been named yet.",
    columns=(
        Column("Who", str, sort="person__name"),
        Column("Premises", "premises.name", sort="premises__name"),
        Column("From", "from_on", kind="day", sort="from_on"),
        Column("Last training", "trained_on", kind="day", sort="trained_on"),
        Column("Trained", "is_trained", kind="yesno", sort="is_trained"),
        Column("Briefed on bookings", "briefed_on", kind="day", sort="briefed_on"),
    ),
    facts=(
        Column("Premises", "premises", kind="record"),
        Column("Name", "person.name"),
        Column("Staff number", "person.number"),
        Column("From", "from_on", kind="day"),
        Column("Until", "to_on", kind="day"),
        Column("Briefed on bookings", "briefed_on", kind="day"),
    ),
    form=BookingStaffForm,
    search=("person__name", "person__number", "premises__name"),
    filters=("premises",),
    when=(
        ("untrained", "Not trained", lambda rows, on: rows.filter(is_trained=False)),
        ("new", "New, not briefed", lambda rows, on: rows.filter(briefed_on__isnull=True)),
    ),
    attention=Attention(
        "not trained, or not briefed",
        lambda rows, on: rows.there(on=on).with_training(on=on).needing_training(),
    ),
    rows=lambda rows, on: rows.with_training(on=on).select_related("person", "premises"),
    closes="End",
)

link(
    GROUP,
    "Write to those who run places",
    page="premises:write_to_managers",
    permission="premises.add_managerletter",
    part="Reviews",
)


def _letter_parts(letter, user, on):
    context = {"letter": letter, "links": letter.links.order_by("-pk")}
    yield Panel("premises/letter_links.html", context | {"told": manager_letters.told(letter)})


def _letter_steps(letter, user, on):
    may = user.has_perm("premises.change_managerletter", letter)
    if may and letter.is_open and not letter.answered_on and letter.premises.contact_email:
        words = "Send it again" if letter.way == "link" else "Send it as a link"
        yield Step(words, LETTERS.url("send_letter_again", letter.pk))


LETTERS = declare(
    ManagerLetter,
    noun="letter to a manager",
    plural="Letters and reminders to managers",
    group=GROUP,
    part="Reviews",
    address="manager-letters",
    intro="Letters with a checklist, and reminders of the duty, to who runs a place; and who answered.",
    columns=(
        Column("Letter", str, sort="premises__name"),
        Column("Sent", "sent_on", kind="day", sort="sent_on"),
        Column("To", "sent_to"),
        Column("Answer asked for by", "answer_by_on", kind="day", sort="answer_by_on"),
        Column("Answered", "answered_on", kind="day", sort="answered_on"),
        Column("By", "answered_as"),
    ),
    facts=(
        Column("Premises", "premises", kind="record"),
        Column("Kind", "get_kind_display"),
        Column("How it goes", "get_way_display"),
        Column("Checklist", "checklist", kind="record"),
        Column("What they are told", "message", kind="words"),
        Column("Sent", "sent_on", kind="day"),
        Column("To", "sent_to"),
        Column("Answer asked for by", "answer_by_on", kind="day"),
        Column("Answered", "answered_on", kind="day"),
    ),
    export=(Column("What they answered", "answer"),),
    form=ManagerLetterForm,
    search=("premises__name", "sent_to", "answered_as"),
    filters=("kind", "way", "premises"),
    when=(
        ("answered", "Answered", lambda rows, on: rows.filter(answered_on__isnull=False)),
        ("open", "Not answered", lambda rows, on: rows.filter(answered_on__isnull=True)),
        ("unsent", "Could not be sent", lambda rows, on: rows.not_sent()),
    ),
    attention=Attention("not answered in time", lambda rows, on: rows.unanswered(on=on)),
    rows=lambda rows, on: rows.select_related("premises__agency", "checklist"),
    parts=lambda letter, user, on: list(_letter_parts(letter, user, on)),
    steps=lambda letter, user, on: list(_letter_steps(letter, user, on)),
    save=manager_letters.keep_letter,
)

REVIEWS = declare(
    PolicyReview,
    noun="policy",
    plural="Policies and their reviews",
    group=GROUP,
    part="Reviews",
    address="policies",
    intro="Policies on venues, speakers, computers, leases, contracts and street trading: each reviewed yearly.",
    columns=(
        Column("Policy", "title", sort="title"),
        Column("About", "get_subject_display", sort="subject"),
        Column("Owner", "owner.name", sort="owner__name"),
        Column("Last reviewed", "reviewed_on", kind="day", sort="reviewed_on"),
        Column("To be reviewed by", "next_on", kind="due", sort="next_on"),
    ),
    facts=(
        Column("Agency", "agency.name"),
        Column("About", "get_subject_display"),
        Column("Owner", "owner.name"),
        Column("Last reviewed", "reviewed_on", kind="day"),
        Column("What came of it", "found", kind="words"),
        Column("Address", "link", kind="link"),
        Column("To be reviewed by", "next_on", kind="due"),
    ),
    form=PolicyReviewForm,
    search=("title", "found"),
    filters=("subject", "agency", "owner"),
    attention=Attention("to be reviewed", lambda rows, on: rows.filter(next_on__lte=on)),
    owner="owner",
    rows=lambda rows, on: rows.select_related("agency", "owner"),
)
