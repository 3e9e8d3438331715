"""Every router of the staff's API: each route asks for `Staff` or `Admin` (chat.api_needs)."""

from typing import Final

from fastapi import APIRouter

ROUTERS: Final[tuple[APIRouter, ...]] = ()
