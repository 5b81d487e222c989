"""The boards and groups of the invented county."""

import datetime
import tomllib
from pathlib import Path

from prevent_portal.tracked import create_tracked

from ..models import Body


def load(anchor, people, agencies):
    """Add the boards and groups, their days counted from the day of loading."""
    source = tomllib.loads((Path(__file__).parent / "words" / "governance.toml").read_text("utf-8"))
    bodies = [
        Body(
            name=body["name"],
            kind=body["kind"],
            purpose=body["purpose"],
            chair=people.get(body.get("chair")),
            chair_post=body["chair_post"],
            meets_every=body.get("every"),
            meets_at_most_every=body.get("at_most"),
            terms_agreed_on=_ago(anchor, body.get("agreed")),
            terms_review_on=_ago(anchor, body.get("review")),
        )
        for body in source["bodies"]
    ]
    create_tracked(Body, bodies, by=people["prevent.lead"])


def _ago(anchor, days):
    return None if days is None else anchor - datetime.timedelta(days=days)
