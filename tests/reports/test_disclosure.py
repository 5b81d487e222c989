"""What readers are told of what they may not see."""

from reports.disclosure import told
from reports.guard.rules import Withheld


def withheld(block, section="Training"):
    return Withheld("training/0", section, block, "", "", "small", "Fewer than five.")


def test_readers_are_told_of_a_table_by_its_caption_and_never_a_charts_title():
    caption, title = "Training by agency", "Marlow has the smallest share trained, 0.0%"
    paper = {"sections": [{"blocks": [{"type": "table", "caption": caption}]}]}

    said = told([withheld(caption), withheld(title), withheld("Paragraph")], paper)

    assert [each["where"] for each in said] == [caption, "Training"]
