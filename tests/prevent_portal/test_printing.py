"""The pages of documentation that are printed from the tables."""

import io

import pytest
from django.core.management import CommandError, call_command


def printed(command):
    out = io.StringIO()
    call_command(command, stdout=out)
    return out.getvalue()


def test_the_page_on_access_says_who_may_do_what_and_where():
    page = printed("print_access")

    assert "| `actions.verify_action` | Prevent lead |" in page
    assert "| `actions.Plan` | One's own agency's plans; the Prevent lead and auditors see" in page
    assert "| `actions.Plan` | Reading is for whoever sees it;" in page
    assert "| `actions:plan_detail` | `/plans/<int:pk>/` | `actions.view_plan` |" in page
    assert "| `home` | `/` | being signed in |" in page
    assert "| `health` | `/health/` | nothing |" in page
    assert "| `/password/new/<uidb36>-<key>/` |" in page.replace(
        "`account_reset_password_from_key`", ""
    )
    assert "(?P" not in page


def test_the_page_on_states_draws_every_move_and_no_other():
    page = printed("print_states")

    plan = page.partition("## Plan\n")[2].partition("##")[0]
    assert "    draft: Draft\n" in plan
    assert plan.count("-->") == 12
    assert "    live --> closed\n" in plan
    assert "live --> draft" not in plan
    assert "| Closed | Live |" in plan
    assert "## Action\n" in page
    assert "| Imported | nothing |" in page


@pytest.mark.parametrize("command", ["print_access", "print_states"])
def test_a_stale_page_is_found_out(command, settings, tmp_path):
    settings.BASE = tmp_path
    (tmp_path / "docs").mkdir()
    page = tmp_path / "docs" / f"{command.removeprefix('print_')}.md"

    with pytest.raises(CommandError, match="is not up to date: run make fix"):
        call_command(command, check=True)
    page.write_text(printed(command), encoding="utf-8")
    call_command(command, check=True)
    page.write_text(printed(command) + "a line more", encoding="utf-8")
    with pytest.raises(CommandError):
        call_command(command, check=True)
