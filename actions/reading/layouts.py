"""The table layouts of councils' plans, as data: what their columns are called and mean.

A new layout is an entry in LAYOUTS; a new word for a column is an entry in HEADINGS.
"""

import calendar
import re
from dataclasses import dataclass
from functools import lru_cache

# fmt: off
#: What a column heading may be called. English puts the telling word last ("action owner"), so the
#: match that ends last decides, of those the longest, of those the first here; columns.py resolves
#: what then still clashes ("Key actions in 2018/19", "Key actions for 2019/20").
HEADINGS = (
    ("previous", r"actions? (?:already )?(?:taken|completed|undertaken|achieved|carried out)|completed actions?"
                 r"|(?:what )?(?:we have|we've) (?:done|achieved)|achievements?|last year"),
    ("lead",     r"(?:lead|responsible|accountable) (?:agency|agencies|partners?|organisations?|services?)"
                 r"|lead(?:s|ing)?|owners?|owned by|respons\w+|(?:by )?who(?:m)?|accountab\w+|officers?"
                 r"|deliver(?:ed|y) by|assigned to|post ?holders?"),
    ("expected", r"(?:expected|desired|intended|target|planned) (?:outcome|result|impact|benefit)s?"),
    ("measure",  r"success|measures?|measured|kpis?|indicators?|milestones?|performance"),
    ("timescale", r"by when|when|time ?(?:scale|frame|line|table)s?|due|deadlines?|target dates?|targets?$"
                  r"|completion|complete by|dates?|finish"),
    ("evidence", r"evidence\w*|assurance|how (?:(?:will|do) )?we know|proof"),
    ("impact",   r"impacts?|difference|benefits?"),
    ("rag",      r"b?rag(?: (?:rating|status))?|r/a/g"),
    ("status",   r"status|complete\?"),
    ("progress", r"progress|updates?|comment\w*|position|notes?|narrative|to date"),
    ("agency",   r"agenc(?:y|ies)|partners?|organisations?|services?"),
    ("ref",      r"ref(?:erence)?|no|number|#|item|id"),
    ("objective", r"outcomes?|objectives?|dut(?:y|ies)|aims?|goals?|priorit(?:y|ies)|requirements?"
                  r"|recommendations?|benchmarks?|standards?|what we want"),
    ("action",   r"actions?|activit(?:y|ies)|tasks?|next steps?|steps|what (?:we|will|are)|how|deliverables?"),
    ("theme",    r"themes?|strands?|sections?|workstreams?|areas?|pillars?"),
)
# fmt: on

_HEADINGS = tuple((role, re.compile(rf"(?<!\w)(?:{words})(?!\w)")) for role, words in HEADINGS)

#: Words that stand beside the telling one and say nothing of their own.
_USUAL = re.compile(
    r"#|.*[0-9].*|a|agreed|all|and|any|as|at|by|current|description|details?|for|further|in|is|key|local|main|name"
    r"|of|on|other|our|overall|planned|prevent|project|proposed|required|s|specific|strategic|summary"
    r"|the|this|title|to|with|year|" + "|".join(map(str.lower, calendar.month_name[1:]))
)

#: What follows one of these says more of the subject, which stands before it.
_PREPOSITION = re.compile(r" (?:against|as (?:at|of)|during|for|in|of|on|towards?|since)\b")

#: In characters and in words. What is longer is prose, not a heading.
LONGEST_HEADING, MOST_WORDS = 90, 10


@dataclass(frozen=True)
class Layout:
    """How one kind of plan is laid out, and what it says of a row or of each action in it."""

    name: str
    kind: str
    #: Columns without which a table is not of this layout, those that speak for it, and against.
    needs: frozenset
    speaks_for: frozenset
    speaks_against: frozenset = frozenset()
    #: Its columns in their usual order, for the one that has lost its heading.
    usual: tuple = ()
    #: Lists that belong to the objective's whole row and are not paired with its actions.
    row_lists: tuple = ()
    has_previous: bool = False
    counted: tuple = ()
    #: What numbered paragraphs outside the tables are, which are no actions.
    numbered_paragraphs: str | None = None
    says_area: bool = False
    #: Sections open with an introduction and with requirements, in paragraphs above their table.
    has_requirements: bool = False
    #: The first line of an action's cell is its objective, and what is said of it may have headings.
    has_titles: bool = False
    #: Sections open with a row of their own; those rows' words stand where the actions do.
    has_section_rows: bool = False
    #: Sections hold numbered paragraphs, and one of them recommendations, which are the actions.
    has_paragraphs: bool = False
    #: What else the file says of the plan as a whole; particulars.py knows how each is found.
    says: tuple = ()


LAYOUTS = (
    Layout(
        name="outcomes-by-theme",
        kind="internal",
        needs=frozenset({"action", "timescale"}),
        speaks_for=frozenset({"objective", "previous", "ref", "theme", "lead"}),
        usual=("ref", "objective", "previous", "action", "timescale"),
        has_previous=True,
        counted=("previous_actions",),
    ),
    Layout(
        name="duty-spoc",
        kind="spoc",
        needs=frozenset({"objective", "action"}),
        speaks_for=frozenset({"impact", "lead", "progress", "evidence"}),
        speaks_against=frozenset({"timescale", "previous", "rag"}),
        usual=("objective", "action", "impact", "lead", "progress", "evidence"),
        row_lists=("leads", "impact", "progress_notes", "evidence"),
        counted=("impact", "leads", "progress_notes", "evidence"),
        numbered_paragraphs="not_actions",
        says_area=True,
    ),
    Layout(
        name="requirements-and-activities",
        kind="internal",
        needs=frozenset({"action", "requirements"}),
        speaks_for=frozenset({"requirements", "lead", "timescale", "progress", "expected"}),
        speaks_against=frozenset({"objective", "previous"}),
        counted=("requirements",),
        numbered_paragraphs="not_sections",
        has_requirements=True,
        says=("lead_partnership",),
    ),
    Layout(
        name="priority-action-updates",
        kind="internal",
        needs=frozenset({"action", "progress", "titles"}),
        speaks_for=frozenset({"titles", "progress", "ref", "lead", "timescale"}),
        speaks_against=frozenset({"objective", "previous"}),
        counted=("progress_notes",),
        has_titles=True,
        says=("report_date", "updates_as_of"),
    ),
    Layout(
        name="county-delivery",
        kind="partnership",
        needs=frozenset({"action", "lead", "timescale"}),
        speaks_for=frozenset({"lead", "timescale", "expected", "progress"}),
        speaks_against=frozenset({"objective", "previous", "ref", "theme"}),
        usual=("action", "lead", "timescale", "expected", "progress"),
        has_section_rows=True,
        says=("authorities", "footnotes", "footnote_expands"),
    ),
    Layout(
        name="progress-report",
        kind="internal",
        # No table has these: report.py knows a report by its headings.
        needs=frozenset({"recommendations"}),
        speaks_for=frozenset(),
        has_paragraphs=True,
        says=("report_date", "report_to", "agenda_item", "author_post"),
    ),
)


_REQUIREMENTS = re.compile(
    r"(?:the |our |key |legal |statutory |prevent |duty )*requirements?(?: of the (?:prevent )?duty)?\W*",
    re.IGNORECASE,
)


def is_requirements_label(text):
    """Whether words only say that what follows is required: "Requirements:"."""
    return bool(_REQUIREMENTS.fullmatch(text.strip()))


_POSTS = re.compile(
    r"\b(?:job titles?|posts?|spocs?|(?:single )?points? of contact)\b", re.IGNORECASE
)


def is_posts_heading(heading):
    """Whether a column of this heading holds posts: "Job title", "SPOC"."""
    return bool(_POSTS.search(heading))


def are_of_a_register(headings):
    """Whether headings are those of a list of posts, by agency, which promises nothing."""
    has_posts = any(map(is_posts_heading, headings))
    roles = {role_of(heading) for heading in headings}
    return has_posts and "agency" in roles and not roles & {"action", "timescale", "progress"}


def role_of(heading):
    """What a column of this heading holds; None for a heading that says nothing known."""
    # Each row is asked whether it is one of headings, and most plans repeat theirs.
    return _known_role(heading) if len(heading) <= 2 * LONGEST_HEADING else _role(heading)


def _role(heading):
    words = _bare(heading)
    if not words or len(words) > LONGEST_HEADING or len(words.split()) > MOST_WORDS:
        return None
    subject = _PREPOSITION.split(words, maxsplit=1)[0]
    if matches := _matches(subject) or _matches(words):
        return max(matches)[-1]
    return "action" if PERIOD.fullmatch(heading.strip()) else None


_known_role = lru_cache(maxsize=4096)(_role)


def _matches(words):
    return [
        (match.end(), match.end() - match.start(), -order, role)
        for order, (role, known) in enumerate(_HEADINGS)
        for match in known.finditer(words)
    ]


def likeness(heading):
    """How much of a heading is words that headings use, from 0 to 1; 0 where it has no role."""
    return 0 if role_of(heading) is None else _known_likeness(heading)


@lru_cache(maxsize=4096)
def _known_likeness(heading):
    words = _bare(heading)
    for _, known in _HEADINGS:
        words = known.sub(lambda match: "# " * len(match[0].split()), words)
    usual = [word for word in words.split() if word == "#" or _USUAL.fullmatch(word)]
    return len(usual) / max(1, len(words.split()))


def _bare(heading):
    return " ".join(re.sub(r"[^\w#?/' ]+", " ", heading.lower()).split())


def role_between(left, right, taken):
    """What a column without a heading is likely to be, by the roles of those beside it.

    None where no layout, or more than one role, would stand there. At the table's edge, `left` or
    `right` is None.
    """
    found = set()
    for layout in LAYOUTS:
        known = taken - {"ref"}
        if len(known & set(layout.usual)) < 3 or {left, right} - {None, *layout.usual}:
            continue
        start = layout.usual.index(left) + 1 if left else 0
        end = layout.usual.index(right) if right else len(layout.usual)
        between = [role for role in layout.usual[start:end] if role not in taken]
        found |= set(between) if len(between) == 1 else set()
    return found.pop() if len(found) == 1 else None


def layout_for(roles):
    """The layout that tables with these columns have; None if they have none that is known."""
    fitting = [layout for layout in LAYOUTS if layout.needs <= roles]
    return max(fitting, key=lambda layout: _score(layout, roles), default=None)


def _score(layout, roles):
    """How well a layout fits; of two that fit as well, the one more of whose columns are there."""
    found = len(layout.speaks_for & roles)
    return found - 2 * len(layout.speaks_against & roles), found


#: "2019/20", "2019-2020", "2017 to 2020".
PERIOD = re.compile(r"(?<![0-9])(20[0-9]{2})\s*(?:[/–—-]|to|until)\s*((?:20)?[0-9]{2})(?![0-9])")
