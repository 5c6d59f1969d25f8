"""Errors: the refusals of the Bot API, with the exact texts of the official server."""

from typing import Any


class ApiError(Exception):
    """A refusal: HTTP status and `error_code`, `description`, and sometimes `parameters`."""

    def __init__(
        self, code: int, description: str, parameters: dict[str, Any] | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


class ActionError(Exception):
    """Something that a person cannot do in a client; the sentence says why."""

    def __init__(self, sentence: str, code: int = 400) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code


def bad(text: str, parameters: dict[str, Any] | None = None) -> ApiError:
    """400; the prefix is added here."""
    return ApiError(400, "Bad Request: " + text, parameters)


def forbidden(text: str) -> ApiError:
    """403; the prefix is added here."""
    return ApiError(403, "Forbidden: " + text)


def conflict(text: str) -> ApiError:
    """409; the prefix is added here."""
    return ApiError(409, "Conflict: " + text)


def too_many_requests(retry_after: int) -> ApiError:
    """429 with the number of seconds to wait."""
    return ApiError(
        429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after}
    )


NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
