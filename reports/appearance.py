"""Which look a paper has: kept in its own dict when it is composed, so that it can be laid out again."""

from prevent_portal.models import StoredFile

from .looks import Look
from .models import AgencyLook


def look_of(agency_id):
    """What a paper of an agency keeps of the agency's look; nothing where it has the portal's own."""
    look = AgencyLook.objects.select_related("crest").filter(agency=agency_id).first()
    if look is None:
        return None
    kept = {"colour": look.colour}
    if look.crest_id:
        kept |= {"crest": look.crest_id, "crest_words": look.crest_words}
        kept["crest_sha256"] = look.crest.sha256
    return kept


def look_in(paper):
    """The look that a composed paper was given, with the crest's bytes; None for the portal's own."""
    kept = paper.get("look")
    if not kept:
        return None
    crest = b""
    if kept.get("crest"):
        with StoredFile.objects.get(pk=kept["crest"]).content.open("rb") as file:
            crest = file.read()
    return Look(kept["colour"], crest, kept.get("crest_words", ""))
