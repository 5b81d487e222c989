"""Audit rounds sent, reminded of and accepted; and the page on which a setting answers."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prevent_portal.access import Verb, network_of, public, requires
from prevent_portal.columns import as_download
from prevent_portal.errors import Refused, refusals_on
from prevent_portal.private import kept_by_nobody

from .. import returns
from ..forms.audits import ReturnForm, SendRoundForm, SetAsideForm
from ..models import AuditInvite, AuditReturn, AuditRound
from ..services import audits


@requires("training.run_audit", AuditRound)
@require_http_methods(["GET", "HEAD", "POST"])
def send_audit(request, audit):
    """Chooses settings and sends each its link."""
    on = timezone.localdate()
    form = SendRoundForm(request.POST or None, audit=audit, user=request.user, on=on)
    if form.is_valid():
        count = audits.send_links(audit, settings=form.chosen, by=request.user, on=on)
        messages.success(request, f"{_links(count)} on the way.")
        return redirect(audit)
    return render(request, "training/send_audit.html", {"audit": audit, "form": form})


@requires("training.run_audit", AuditRound)
@require_POST
def remind_audit(request, audit):
    """Writes again to settings that have not answered."""
    count = audits.remind(audit, by=request.user, on=timezone.localdate())
    if count:
        messages.success(request, f"{_links(count)} on the way once more.")
    else:
        messages.info(request, "Nobody was written to: each was written to in the last seven days.")
    return redirect(audit)


@requires("training.view_auditround", AuditRound)
@require_safe
def audit_answers(request, audit):
    """What the settings answered, as a table; also as CSV or Excel."""
    rows, columns = returns.answers(audit, request.user), returns.columns(audit)
    if download := as_download(request, rows, columns, name=f"audit-round-{audit.pk}"):
        return download
    lines = [(row, [column.cell(row) for column in columns[1:-1]]) for row in rows]
    context = {"audit": audit, "columns": columns, "lines": lines}
    context["may_run"] = request.user.has_perm("training.run_audit", audit)
    context["waiting"] = [row.pk for row in rows if row.waits]
    return render(request, "training/audit_answers.html", context)


@requires("training.run_audit", AuditRound)
@require_POST
def accept_audit(request, audit):
    """Takes answers over into the register: those that are ticked, or all that wait."""
    rows = returns.answers(audit, request.user)
    if "all" not in request.POST:
        rows = [row for row in rows if str(row.pk) in request.POST.getlist("return")]
    count = audits.accept_returns(audit, returns=rows, by=request.user)
    messages.success(request, f"{count} return{'' if count == 1 else 's'} accepted.")
    return redirect("training:audit_answers", pk=audit.pk)


#: What stands on the page that asks why a return is left out.
_SET_ASIDE = {
    "title": "Set this return aside?",
    "intro": "Nothing of it changes the register of settings.",
    "button": "Set it aside",
}


@requires("training.run_audit", AuditReturn)
@require_http_methods(["GET", "HEAD", "POST"])
def set_aside(request, answer):
    """A form for the reason why a return is left out."""
    back = reverse("training:audit_answers", args=[answer.invite.round_id])
    form = SetAsideForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            audits.set_aside(answer, by=request.user, **form.cleaned_data)
            messages.success(request, "The return is set aside. You can take it up again.")
            return redirect(back)
    caption = answer.invite.setting.name
    return render(
        request, "form_page.html", _SET_ASIDE | {"form": form, "back_url": back, "caption": caption}
    )


@requires("training.run_audit", AuditReturn)
@require_POST
def take_up_again(request, answer):
    """Lets a return that was set aside wait again."""
    audits.take_up_again(answer, by=request.user)
    messages.success(request, "The return waits to be accepted again.")
    return redirect("training:audit_answers", pk=answer.invite.round_id)


@requires("training.run_audit", AuditInvite)
@require_POST
def reissue_link(request, invite):
    """Sends a setting a new link; the one it has stops working."""
    audits.reissue_link(invite, by=request.user, on=timezone.localdate())
    messages.success(request, "A new link is on the way. The one before no longer works.")
    return redirect(invite)


@requires("training.run_audit", AuditInvite)
@require_POST
def revoke_link(request, invite):
    """Stops a setting's link from working."""
    audits.revoke_link(invite, by=request.user)
    messages.success(request, "The link no longer works.")
    return redirect(invite)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def answer_audit(request, token):
    """The questions of a round, for whoever holds the link: opening it changes nothing."""
    if audits.is_asked_too_often(network_of(request)):
        return kept_by_nobody(render(request, "429.html", status=429))
    invite = audits.invite_with(token, on=timezone.localdate())
    if invite is None:
        return _no_longer(request)
    request.passage.reference = f"training.auditinvite:{invite.pk}"
    form = ReturnForm(request.POST or None, audit=invite.round)
    return _received(request, invite, form) if form.is_valid() else _asked(request, invite, form)


def _asked(request, invite, form):
    return kept_by_nobody(
        render(request, "training/answer_audit.html", {"invite": invite, "form": form})
    )


def _received(request, invite, form):
    try:
        answer = audits.receive_return(invite, answers=form.answers, on=timezone.localdate())
    except Refused:
        return _no_longer(request)
    request.passage.verb = Verb.CHANGED
    told = returns.told(form.questions, answer.answers)
    return kept_by_nobody(
        render(request, "training/audit_received.html", {"invite": invite, "told": told})
    )


def _no_longer(request):
    """One and the same page whatever is the matter with a link, so that nothing can be guessed."""
    return kept_by_nobody(render(request, "no_such_link.html", status=404))


def _links(count):
    return f"{count} link is" if count == 1 else f"{count} links are"
