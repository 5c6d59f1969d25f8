"""What hostile tests share with conversations: content that is made ready once."""

from tests.dialog.conftest import content_made_ready_once

__all__ = ["content_made_ready_once"]
