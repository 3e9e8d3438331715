"""Who makes a request, as far as it matters: from where, and with which role."""

from dataclasses import dataclass

from starlette.types import Scope

from chat.keys import RANK, Role
from chat.loopback import is_local


@dataclass(frozen=True, slots=True)
class Caller:
    """One client; `role` is `None` for somebody without a key, `key_id` for somebody at this machine too."""

    address: str
    role: Role | None = None
    key_id: str | None = None

    def may(self, role: Role) -> bool:
        """Whether this client may do what needs a role."""
        return self.role is not None and RANK[self.role] >= RANK[role]


def caller_of(scope: Scope) -> Caller:
    """Who was admitted; where nobody stood at the door, only somebody at this machine is more than a passer-by."""
    admitted: Caller | None = scope.get("state", {}).get("caller")
    if admitted is not None:
        return admitted
    return Caller("", Role.ADMIN if is_local(scope) else None)
