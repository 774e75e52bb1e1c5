"""Registering assessors' certificates and withdrawing them."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from assessments.domain.registry import INSTRUMENTS
from assessments.models import AssessorCertificate
from assessments.refusals import CertificateRefused
from rutan.accounts.models import User
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.request_keys import earlier


@transaction.atomic
def register_certificate(
    *,
    user: User,
    number: str,
    issuer: str,
    instruments: Collection[str],
    starts_on: date,
    ends_on: date | None,
    by: User,
    request_key: UUID,
) -> AssessorCertificate:
    """Register what a person is certified to assess with; the same ``request_key`` again answers with the first.

    :raises CertificateRefused: when it is registered already, is one's own, or its days are the wrong way round.
    :raises KeyUsed: when the key was used for something else.
    """
    if repeated := earlier(AssessorCertificate.all_objects, request_key, user=user, number=number.strip()):
        return repeated
    if not instruments or not set(instruments) <= INSTRUMENTS.keys():
        raise CertificateRefused(_("A certificate names at least one instrument."))
    certificate = AssessorCertificate(user=user, registered_by=by, request_key=request_key)
    certificate.number, certificate.issuer = number.strip(), issuer.strip()
    certificate.instruments = [code for code in INSTRUMENTS if code in set(instruments)]
    certificate.starts_on, certificate.ends_on = starts_on, ends_on
    certificate.registered_at = clock.now()
    try:
        with transaction.atomic():
            certificate.save(force_insert=True)
    except IntegrityError as error:
        raise CertificateRefused(_reason(error)) from error
    record(
        action="assessments.certificate.registered",
        subject=certificate,
        by=by,
        holder=user.pk,
        instruments=certificate.instruments,
    )
    return certificate


@transaction.atomic
def withdraw_certificate(*, certificate: AssessorCertificate, reason: str, by: User) -> AssessorCertificate:
    """Withdraw a certificate from this moment; what was signed under it stays signed.

    :raises CertificateRefused: when no reason is given.
    """
    row = AssessorCertificate.all_objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if row.voided_at is not None:
        return row
    if not reason.strip():
        raise CertificateRefused(_("Say why the certificate is withdrawn."))
    row.voided_at, row.voided_by, row.void_reason = clock.now(), by, reason.strip()
    row.save(update_fields=["voided_at", "voided_by", "void_reason"])
    record(action="assessments.certificate.withdrawn", subject=row, by=by, holder=row.user_id)
    return row


def _reason(error: IntegrityError) -> str:
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
    for constraint in AssessorCertificate._meta.constraints:
        if constraint.name == name:
            return str(constraint.get_violation_error_message())
    return _("This certificate could not be stored.")
