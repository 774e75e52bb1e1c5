"""Headers that no page may forget."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
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
