"""The parts of training below its front page, and the pages among them that are no register."""

from prevent_portal.registers import link, parts

from .courses import GROUP

#: The parts in the order in which they stand on the front page.
PARTS = [
    "People",
    "Sessions",
    "Trainers",
    "Settings and returns",
    "Rules and courses",
    "Extracts",
    "Reminders",
    "Strategy",
]

for _words, _page, _permission, _part in (
    ("People", "person_list", "view_person", "People"),
    ("Extracts", "import_list", "import_training", "Extracts"),
    ("Layouts of extracts", "layout_list", "import_training", "Extracts"),
    ("Reminders of training", "reminder_list", "remind", "Reminders"),
    ("Managers and their teams", "manager_list", "remind", "Reminders"),
    ("What people say they have taken", "declaration_list", "remind", "Reminders"),
):
    link(
        GROUP,
        _words,
        page=f"training:{_page}",
        permission=f"training.{_permission}",
        part=_part,
        is_first=True,
    )


def below(user, on):
    """What somebody may open below the front page of training, by its parts."""
    return parts(GROUP, PARTS, user, on)
