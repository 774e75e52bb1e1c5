"""What every request must be, and headers that no page may forget."""

import codecs
from collections.abc import Callable
from http import HTTPStatus

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

GetResponse = Callable[[HttpRequest], HttpResponse]


def no_store_middleware(get_response: GetResponse) -> GetResponse:
    """Keep signed-in pages out of a shared PC's cache, so that Back after sign-out shows nothing."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        add_never_cache_headers(response)
        response["Cache-Control"] = "private, no-store, max-age=0"
        return response

    return middleware


def readable_middleware(get_response: GetResponse) -> GetResponse:
    """Refuse at the door an address that no text column can hold, and text in another encoding than our pages use.

    NUL is in no text of PostgreSQL. Some encodings that a request may name, such as ``utf-7``, let through halves of
    characters, which cannot be stored either. What stands in a form is refused by its fields, beside them.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if "\x00" in request.path or "%00" in query or "\x00" in query:
            raise BadRequest("NUL in an address")
        if not _is_utf8(request.content_params or {}):
            raise BadRequest("an encoding that is not UTF-8")
        return get_response(request)

    return middleware


def wrong_way_middleware(get_response: GetResponse) -> GetResponse:
    """Show a page instead of nothing to whoever opens, or loads again, an address that only takes a form."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or request.method != "GET":
            return response
        page = render(request, "405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
        page["Allow"] = response["Allow"]
        return page

    return middleware


def _is_utf8(content: dict[str, str]) -> bool:
    try:
        return codecs.lookup(content.get("charset", "utf-8")).name == "utf-8"
    except LookupError:  # a made-up name, which Django takes no notice of
        return True
