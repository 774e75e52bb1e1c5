"""A kept file as an answer; only the owner's view may give it, after its gate."""

from urllib.parse import quote

from django.http import HttpResponse

from rutan.files.models import StoredFile


def file_response(file: StoredFile, *, inline: bool = False) -> HttpResponse:
    """Hand out a file under the type it was found to be: to be stored, or ``inline`` where a page of ours shows it."""
    response = HttpResponse(bytes(file.content), content_type=file.content_type)
    disposition = "inline" if inline else "attachment"
    response["Content-Disposition"] = f"{disposition}; filename*=UTF-8''{quote(file.name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store, max-age=0"
    # Opened by itself it is a page of our origin all the same: nothing in it may load or run anything.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
