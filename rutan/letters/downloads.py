"""An issued paper as a file."""

from urllib.parse import quote

from django.http import HttpResponse

from rutan.letters.models import IssuedDocument


def pdf_response(document: IssuedDocument, content: bytes) -> HttpResponse:
    """Hand a PDF to be stored; the file is named after the number, never after a person."""
    response = HttpResponse(content, content_type="application/pdf")
    name = quote(f"{document.number.replace('/', '-')}.pdf")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response
