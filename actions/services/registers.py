"""The register of single points of contact: read from a council's list, and given back as one.

Nothing in the register is taken out by an import: what the file does not name stays as it is.
"""

from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Max, Prefetch

from prevent_portal import files
from prevent_portal.errors import Refused
from prevent_portal.models import Agency
from prevent_portal.tracked import create_tracked

from ..models import RegisterImport, SpocArea, SpocAssignment
from ..reading import LARGEST_FILE, Unreadable
from ..reading import read_register as read

State = RegisterImport.State

#: The columns of a register, as councils head them and as it is given back.
HEAD = ("Area", "SPOC job title(s)", "Agency")
#: Between posts, and between the agencies of those posts; and between agencies that share a post.
PAIRED, SHARED = " / ", "/"


@dataclass(frozen=True)
class Counts:
    """What an import of a register did."""

    areas: int
    posts: int
    unchanged: int

    @property
    def in_words(self):
        """A sentence for whoever imported it."""
        if not self.areas and not self.posts:
            return "The register held all of this already. Nothing was added."
        return (
            f"Added to the register: {self.areas} area{'s' * (self.areas != 1)} and {self.posts} "
            f"post{'s' * (self.posts != 1)}. {self.unchanged or 'None'} stood there already."
        )


def read_register(file, *, name):
    """Read a register from an open file, as plain values.

    Raises Refused, with the reader's sentence, if it cannot be read or is no register.
    """
    try:
        register = read(file, name=name)
    except Unreadable as error:
        raise Refused(None, error.sentence, field="file") from None
    if register is None:
        raise Refused(None, f"{name} is not a register of posts by agency.", field="file")
    return register.as_json()


@transaction.atomic
def import_register(file, *, name, by):
    """Read a register and keep it with what was read, for a person to confirm; return the proposal.

    Raises Refused if it cannot be read, or if the person does not keep the register as a whole.
    """
    _refuse_unless_lead(by)
    reading = read_register(file, name=name)
    kept = files.keep_as_given(
        file, name=name, by=by, kinds=("docx", "xlsx", "csv"), limit=LARGEST_FILE
    )
    proposal = RegisterImport(file=kept, reading=reading, by=by)
    proposal._history_user = by
    proposal.save()
    return proposal


@transaction.atomic
def commit_register(proposal, *, by, agencies=None, on):
    """Add to the register what a proposal names and it does not hold yet; return the Counts.

    `agencies` says which agency is meant by a name that the portal does not know; one that is left
    out, or given None, stays in the register as a name. Posts of areas that the register knew
    already begin on the day `on`. Raises Refused if the proposal was settled before.
    """
    _refuse_unless_lead(by)
    proposal = RegisterImport.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    proposal.move_to(State.COMMITTED)
    _hold_register()
    known = known_agencies(proposal.reading) | {k: v for k, v in (agencies or {}).items() if v}
    counts = _Making(known, by=by, on=on).make(proposal.reading["rows"])
    proposal._history_user = by
    proposal.save()
    return counts


@transaction.atomic
def cancel_register(proposal, *, by):
    """Let a proposal go; the file and what was read stay in the record."""
    _refuse_unless_lead(by)
    proposal = RegisterImport.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    proposal.move_to(State.CANCELLED)
    proposal._history_user = by
    proposal.save()


def known_agencies(reading):
    """The agencies that a register names and the portal knows, by their name in the register."""
    everyone = Agency.objects.filter(closed_on__isnull=True).order_by("-pk")
    by_name = {each.short_name.casefold(): each for each in everyone if each.short_name}
    by_name |= {each.name.casefold(): each for each in everyone}
    found = {}
    for name in named_agencies(reading):
        full = reading["abbreviations"].get(name, name)
        if agency := by_name.get(name.casefold()) or by_name.get(full.casefold()):
            found[name] = agency
    return found


def named_agencies(reading):
    """Every name of an agency in a register that was read, in order, each once."""
    posts = (post for row in reading["rows"] for post in row["posts"])
    return list(dict.fromkeys(name for post in posts for name in post["agencies"]))


def standing(*, on):
    """The areas that stand in the register, each with its posts of a day in `posts_now`."""
    posts = SpocAssignment.objects.current(on=on).filter(is_deputy=False).order_by("pk")
    return (
        SpocArea.objects.open()
        .order_by("position", "pk")
        .prefetch_related(
            Prefetch("assignments", posts.prefetch_related("agencies"), to_attr="posts_now")
        )
    )


def register_rows(*, on):
    """The register of a day in the columns of HEAD: reading them again gives the same register.

    Deputies, holders and days have no column there.
    """
    for area in standing(on=on):
        yield from rows_of(area.name, [(p.job_title, names_of(p)) for p in area.posts_now])


def rows_of(area, posts):
    """An area's rows, of posts with the names of their agencies: one of pairs, or one a post."""
    if len(posts) > 1 and all(names and PAIRED not in title for title, names in posts):
        titles, names = zip(*posts, strict=True)
        yield area, PAIRED.join(titles), PAIRED.join(map(SHARED.join, names))
        return
    for title, names in posts or [("", [])]:
        yield area, title, SHARED.join(names)


def names_of(post):
    """The agencies of a post as the register names them: those known first, shortly."""
    return [a.short_name or a.name for a in post.agencies.all()] + post.agencies_unknown


def _refuse_unless_lead(by):
    if by is not None and not by.has_perm("actions.import_spoc_register"):
        raise Refused(
            None,
            "This is the register of contacts: only the Prevent lead imports it as a whole.",
            field="file",
        )


def _hold_register():
    """Let one import at a time write, so that of two the second finds what the first made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('actions.spoc_register'))")


class _Making:
    """Adds what a reading names and the register does not hold."""

    def __init__(self, known, *, by, on):
        self.known, self.by, self.on = known, by, on
        self.areas = {area.name: area for area in standing(on=on)}
        self.new_areas, self.posts, self.named, self.unchanged = [], [], [], 0

    def make(self, rows):
        """Write the new areas and posts; return the Counts."""
        last = SpocArea.objects.aggregate(last=Max("position"))["last"] or 0
        for row in rows:
            self._row(row, last + len(self.new_areas) + 1)
        create_tracked(SpocArea, self.new_areas, by=self.by)
        # One at a time, so that the agencies of each are in its history.
        for post, agencies in zip(self.posts, self.named, strict=True):
            post._history_user = self.by
            post.save()
            post.agencies.set(agencies)
        return Counts(len(self.new_areas), len(self.posts), self.unchanged)

    def _row(self, row, position):
        area = self.areas.get(row["area"])
        if area is None:
            area = self.areas[row["area"]] = SpocArea(name=row["area"], position=position)
            area.posts_now = []
            self.new_areas.append(area)
        held = [_as_named(each) for each in area.posts_now]
        for post in row["posts"]:
            agencies = list(dict.fromkeys(filter(None, map(self.known.get, post["agencies"]))))
            unknown = [name for name in post["agencies"] if name not in self.known]
            key = (post["job_title"], frozenset(each.pk for each in agencies), tuple(unknown))
            if key in held:
                held.remove(key)
                self.unchanged += 1
                continue
            self.posts.append(
                SpocAssignment(
                    area=area,
                    job_title=post["job_title"],
                    agencies_unknown=unknown,
                    held_from=None if area._state.adding else self.on,
                )
            )
            self.named.append(agencies)


def _as_named(post):
    """What makes two posts of one area the same."""
    agencies = frozenset(each.pk for each in post.agencies.all())
    return post.job_title, agencies, tuple(post.agencies_unknown)
