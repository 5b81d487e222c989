"""What allauth's pages of the second factor leave to us: the picture, and the file of recovery codes."""

import re

from allauth.mfa.adapter import get_adapter
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from .. import factor
from ..access import Verb, signed_in

_CODES = re.compile(r"\d{8}(\s+\d{8}){0,19}")


@signed_in
@require_safe
def factor_picture(request):
    """The picture that an authenticator app reads: of the secret that this session is setting up."""
    adapter = get_adapter()
    address = adapter.build_totp_url(request.user, factor.secret_being_set_up(request))
    return HttpResponse(adapter.build_totp_svg(address), content_type="image/svg+xml")


@signed_in
@require_POST
def factor_codes(request):
    """The recovery codes that the page has just shown, sent back as a file: they are shown nowhere again."""
    codes = request.POST.get("codes", "").strip()
    if not _CODES.fullmatch(codes):
        return redirect("mfa_index")
    words = "\r\n".join(["Recovery codes for the Prevent portal. Each works once.", *codes.split()])
    response = HttpResponse(f"{words}\r\n", content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="recovery-codes.txt"'
    return response


@signed_in
@require_POST
def lock_screen(request):
    """A screen was left alone: pages that lock ask for a sign-in before they are shown again."""
    request.passage.verb = Verb.LOCKED
    factor.lock(request)
    return HttpResponse(status=204)
