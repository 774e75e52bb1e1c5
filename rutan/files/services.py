"""Keeping a file."""

from hashlib import sha256

from django.db import transaction

from rutan.core import clock
from rutan.files.checking import CheckedFile
from rutan.files.enums import FileKind
from rutan.files.models import StoredFile


@transaction.atomic
def keep_file(*, file: CheckedFile, kind: FileKind, facility_id: int, by_id: int) -> StoredFile:
    """Keep a file that was checked. Whose it is, and that it was handed in, the owner writes down."""
    return StoredFile.objects.create(
        facility_id=facility_id,
        kind=kind,
        name=file.name,
        content_type=file.content_type.value,
        size=len(file.content),
        digest=digest_of(file),
        content=file.content,
        stored_at=clock.now(),
        stored_by_id=by_id,
    )


def digest_of(file: CheckedFile) -> str:
    """Return what a file is told from another by."""
    return sha256(file.content).hexdigest()
