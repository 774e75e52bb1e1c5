"""Sentences about issued documents."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rutan.letters.domain.lifecycle import DocumentState

STATES: dict[DocumentState, str | Promise] = {
    DocumentState.VALID: _("Valid"),
    DocumentState.REVOKED: _("Revoked"),
    DocumentState.SUPERSEDED: _("Superseded"),
}
TONES: dict[DocumentState, str] = {
    DocumentState.VALID: "done",
    DocumentState.REVOKED: "act",
    DocumentState.SUPERSEDED: "off",
}

NO_LETTER_CODE = _("This kind of paper has no letter code on that day. Ask the administrator to enter one.")
NOBODY_SIGNS = _("Nobody signs for this office on that day. Enter the signatory first.")
ENDED_ALREADY = _("This document is no longer valid, so there is nothing to end.")
SIGNS_ALREADY = _("Somebody signs for this office from that day or later. Choose another day.")
SIGNED_ALREADY = _(
    "Whoever signs for this office has signed papers of that day or later; they stand. Choose a later day."
)
NO_REASON = _("Say why the document is revoked.")
