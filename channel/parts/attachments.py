"""Files of the case."""

from django.urls import reverse

from ..permissions import Can
from . import Part, Step


def part(case, user, on):
    """Each file by its reference; whoever contributes adds one."""
    files = case.attachments.all()
    step = Step("Add a file", reverse("channel:attach_file", args=[case.pk]))
    return Part(
        "Files",
        "channel/case/_attachments.html",
        {"files": files, "may_take_out": user.has_perm(Can.COORDINATE, case)},
        (step,) if user.has_perm(Can.CONTRIBUTE, case) else (),
    )
