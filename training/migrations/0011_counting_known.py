"""Which course counts as which is told of a moment from its history: the first rows of that history."""

import datetime

from django.db import migrations

from prevent_portal.kept import note_changes

#: What is told of a moment from its history (training/who.py): counts are kept until that changes.
WATCHED = ("training_historicalcourse", "training_historicalcourse_counts_as")
#: Before anything was known: they stood so from the first.
FROM_THE_FIRST = datetime.datetime(2015, 7, 1, tzinfo=datetime.UTC)


def begin_history(apps, schema_editor):
    """Give the courses that came with migrations, which write no history, their first row."""
    course, past = (apps.get_model("training", name) for name in ("Course", "HistoricalCourse"))
    counting = apps.get_model("training", "HistoricalCourse_counts_as")
    before = apps.get_model("training", "HistoricalCourse_prerequisites")
    for each in course.objects.exclude(pk__in=past.objects.values("id")).order_by("pk"):
        said = {field.attname: getattr(each, field.attname) for field in course._meta.fields}
        row = past.objects.create(**said, history_date=FROM_THE_FIRST, history_type="+")
        for kept, through in ((counting, course.counts_as), (before, course.prerequisites)):
            for pair in through.through.objects.filter(from_course=each.pk).order_by("pk"):
                kept.objects.create(
                    id=pair.pk,
                    from_course_id=pair.from_course_id,
                    to_course_id=pair.to_course_id,
                    history=row,
                )


class Migration(migrations.Migration):
    dependencies = [("training", "0010_rest")]

    operations = [
        migrations.RunPython(begin_history, migrations.RunPython.noop),
        migrations.RunSQL(*note_changes("training", WATCHED)),
    ]
