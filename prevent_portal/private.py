"""Private addresses: pages for whoever holds one, without signing in. Only a token's hash is kept."""

import hashlib
import secrets

#: Random bytes of a token: 256 bits, so that none is ever guessed.
_TOKEN_BYTES = 32


def new_token():
    """A token that nobody guesses, for an address."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def digest_of(token):
    """The SHA-256 of a token in hexadecimal: what is kept of it, and what it is found by."""
    return hashlib.sha256(token.encode()).hexdigest()


def kept_by_nobody(response):
    """The response, which browsers do not keep and search engines do not list."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
