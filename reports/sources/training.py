"""What papers say of training."""

from .. import strategy, uptake, words
from ..blocks import paragraph
from . import Needs, Part, source


@source(
    "training.uptake",
    title="Training uptake",
    about="Who has been trained, by business unit or agency, against the target",
    needs=Needs.PLAN,
)
def _uptake(paper):
    return Part(
        uptake.blocks(paper.plan.training, day=words.day(paper.asked.on), paragraph=paragraph)
    )


@source(
    "training.strategy",
    title="Training strategy",
    about="What is asked of each level of role, where a strategy holds",
    needs=Needs.PLAN,
)
def _strategy(paper):
    found = strategy.blocks(paper.plan.strategy, day=words.day(paper.asked.on))
    return Part(found) if found else None
