"""An account of Peulvuur that lapsed: to see what that looks like. It opens nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from aboveboard.rooms.accounts.models import Account

if TYPE_CHECKING:
    from aboveboard.rooms.demo.opening import Opening


def fill_accounts(workspace_id: int, opening: Opening) -> None:
    """Write the account, as if its permission had been taken back yesterday."""
    Account.objects.create(
        workspace_id=workspace_id,
        network="instagram",
        remote_id="peulvuur",
        handle="@peulvuur",
        name="Peulvuur",
        server="https://instagram.example",
        scopes=["instagram_business_basic", "instagram_business_content_publish"],
        state=Account.State.LAPSED,
        reason="sign_in",
        connected_at=opening.now - timedelta(days=51),
        changed_at=opening.now - timedelta(days=1),
    )
