"""What an extract would do, for whoever decides about it."""

from . import register
from .codes import CODES, is_refused
from .models import Course, StagedRow
from .reading.heads import WORDS
from .services import extracts

#: Rows of every kind of problem that are shown.
SAMPLES = 3
#: Rows below a head of which values are shown when somebody is asked what its columns hold.
SAMPLED = 10

#: What happens to people, by the register's word.
CHANGES = {
    "starter": "People who are new",
    "returner": "People who come back",
    "mover": "People who move to another unit, team, level or kind of work",
    "leaver": "People who leave",
    "corrected": "People whose dates are corrected",
    "replaced": "People whose newest place is put right",
    "same": "People of whom nothing changes",
    "managers": "People whose manager is new or another",
    "completions": "Completions of training that are new",
}
VERDICTS = {
    "accepted": "Taken in as they stand",
    "accepted_with_warning": "Taken in, with something to look at",
    "rejected": "Left out: they have to be put right first",
    "skipped": "Passed over: nothing in them",
}


def preview(of_import):
    """The counts, what changes, every kind of problem with samples, and whose extract it seems."""
    verdicts = of_import.counts.get("verdicts", {})
    changes = register.changes(of_import) if of_import.is_open else of_import.counts.get("changes")
    return {
        "verdicts": [(words, verdicts.get(name, 0)) for name, words in VERDICTS.items()],
        "changes": [(words, changes[name]) for name, words in CHANGES.items() if name in changes]
        if changes
        else [],
        "problems": _problems(of_import),
        "waiting": getattr(of_import, "waiting", None) if of_import.is_being_read else None,
        "asks": of_import.is_open and extracts.looks_like_anothers(of_import),
    }


def _problems(of_import):
    """One for each code, those that keep rows out first."""
    samples = register.samples(of_import, each=SAMPLES)
    counts = of_import.counts.get("codes", {})
    return [
        {
            "words": code.words,
            "advice": code.advice,
            "count": counts[name],
            "is_refused": is_refused(name),
            "samples": samples.get(name, ()),
        }
        for name, code in CODES.items()
        if name in counts
    ]


def told_rows(of_import):
    """The rows that are not plain, in the order of the file."""
    rows = StagedRow.objects.filter(of_import=of_import).exclude(verdict="accepted")
    return rows.order_by("record")


def about_columns(of_import):
    """What the question about columns is asked with: values below the head, and courses."""
    samples = []
    if of_import.file:
        with of_import.file.content.open("rb") as file:
            rows = extracts.first_rows(
                file, name=of_import.name, count=of_import.head_line + SAMPLED
            )
        samples = rows[of_import.head_line :]
    return {"samples": samples, "courses": _courses()}


def with_words(layouts):
    """Each layout with what its columns hold, in words: (layout, [(head, words), ...])."""
    names = dict(_courses())
    return [
        (
            layout,
            [
                (head, _in_words(meaning, names))
                for head, meaning in zip(layout.head, layout.meanings, strict=True)
                if meaning
            ],
        )
        for layout in layouts
    ]


def _in_words(meaning, names):
    course = meaning.removeprefix("course:")
    return f"Days of: {names.get(course, course)}" if course != meaning else WORDS[meaning]


def _courses():
    return list(Course.objects.standing().values_list("code", "name").order_by("name", "pk"))
