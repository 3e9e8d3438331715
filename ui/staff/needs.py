"""What the staff's routes need, by name."""

from typing import Annotated

from fastapi import Depends, Request

from ui.staff.office import Office


async def _office(request: Request) -> Office:
    office: Office = request.app.state.office
    return office


OfficeNeeded = Annotated[Office, Depends(_office)]
