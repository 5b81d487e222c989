"""A chair whose seat on the panel is not in force is nobody who could chair a case."""

from importlib import import_module

from django.db import migrations

from ..policies import replaced

before = import_module("channel.migrations.0002_gate")

CHAIRS_LEFT = before.CHAIRS_LEFT.replace(
    "      AND m.suspended_at IS NULL AND (m.ends_at IS NULL OR m.ends_at > statement_timestamp())\n",
    "      AND channel_membership_in_force(m)\n",
)


class Migration(migrations.Migration):
    dependencies = [("channel", "0011_secure")]

    operations = [replaced(CHAIRS_LEFT, before.CHAIRS_LEFT)]
