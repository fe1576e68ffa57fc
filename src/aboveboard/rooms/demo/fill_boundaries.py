"""What Noor of Peulvuur does not share, and who agreed to be named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aboveboard.rooms.boundaries.agree import folded
from aboveboard.rooms.boundaries.models import Boundary, Consent

if TYPE_CHECKING:
    from aboveboard.rooms.demo.opening import Opening

_RULES: Final = (
    ("term", "Project Kikkererwt", "not_before", -21, "Afgesproken met Nevelland tot de handtekening.", ""),
    ("numbers", "salaries", "never", None, "Wat iemand verdient, is van hen.", ""),
    ("numbers", "margin", "ask", None, "", ""),
    ("topic", "overname", "ask", None, "Eerst met Rik bespreken.", "acquisition\nrachat"),
    ("target", "", "ask", None, "Nog niet gehaald, dus nog niet beloofd.", ""),
    ("term", "Polderfris", "not_before", 14, "De breuk is intussen bekend.", ""),
)  # fmt: skip
"""About, name, force, the day as days before the opening (minus: to come), reason, further words."""
_PEOPLE: Final = (
    ("Benoît T.", "Brasserie du Vieux Saule", "given", 60, "Ook met foto."),
    ("Amina H.", "Peulvuur", "asked", 3, ""),
    ("Delphine R.", "Polderfris", "refused", 25, "Liever niet, ook niet met voornaam."),
    ("Hanne D.", "Bakkerij Korenroos", "unknown", None, ""),
)


def fill_boundaries(workspace_id: int, opening: Opening) -> None:
    """Write the rules and the consents, as if they were made in the last weeks."""
    Boundary.objects.bulk_create(
        Boundary(
            workspace_id=workspace_id, about=about, name=name, force=force,
            until=opening.day_or_none(until), reason=reason, words=words,
            created_at=opening.now, updated_at=opening.now,
        )
        for about, name, force, until, reason, words in reversed(_RULES)
    )  # fmt: skip
    Consent.objects.bulk_create(
        Consent(
            workspace_id=workspace_id, name=name, company=company, folded=folded(name, company),
            state=state, said_on=opening.day_or_none(said), note=words,
            created_at=opening.now, updated_at=opening.now,
        )
        for name, company, state, said, words in _PEOPLE
    )  # fmt: skip
