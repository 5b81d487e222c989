"""What the access log calls a case that somebody was refused."""

from django.db import migrations

from ..policies import gate_function

REFERENCE = """
CREATE FUNCTION channel_reference(of_case bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT c.reference FROM channel_case c WHERE c.id = of_case
$$
"""


class Migration(migrations.Migration):
    dependencies = [("channel", "0003_seed"), ("prevent_portal", "0008_secure")]
    operations = [gate_function("channel_reference(bigint)", REFERENCE)]
