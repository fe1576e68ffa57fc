"""From an error to an answer: the right status, in plain words, as a page or a part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _

from aboveboard.core.errors import AboveboardError
from aboveboard.web.messages import STATUS, sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


class AnswerErrors:
    """Middleware: an error of the house becomes an answer; others stay faults."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the view's answer; in words where an address only takes forms."""
        response = self.get_response(request)
        if response.status_code != 405 or response.content:
            return response
        in_words = answer(
            request, 405, _("This address only takes what a form sends. Go to Today instead.")
        )
        in_words["Allow"] = response["Allow"]
        return in_words

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the answer for an error of the house, or None for any other."""
        if isinstance(error, OverflowError):
            # An address with a number that no row can have.
            return not_found(request, error)
        if not isinstance(error, AboveboardError):
            return None
        return answer(request, STATUS[error.code], sentence(error))


def answer(request: HttpRequest, status: int, words: str) -> HttpResponse:
    """Return a page, or for htmx only the sentence, with the status."""
    is_part = getattr(request, "htmx", False)
    template = "web/_error.html" if is_part else "web/error.html"
    return render(request, template, {"status": status, "words": words}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the answer to a request that makes no sense."""
    return answer(request, 400, _("This request cannot be read. Go back and try again."))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the answer to a request that may not be made."""
    return answer(request, 403, _("You may not do this here. Ask an owner of this workspace."))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the answer where there is no page."""
    return answer(request, 404, _("There is nothing here, or it is not yours to see."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the answer to a form without its token."""
    return answer(
        request,
        403,
        _("This form was open too long. Load the page again and send it once more."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Return the answer when we failed; no database, no session may be needed for it."""
    return render(
        request,
        "web/error.html",
        {
            "status": 500,
            "words": _(
                "Something went wrong here. Nothing you saved is lost. Try again; if it stays, run "
                "“aboveboard doctor”."
            ),
        },
        status=500,
    )
