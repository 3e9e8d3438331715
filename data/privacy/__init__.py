"""Personal data in a text: found by rules with checks, and hidden before anything is derived, stored or shown.

`personal_data` finds, `mask_text` hides. `VERSION` changes with any rule: the next import then reads everything anew.
"""

from data.privacy.detection import personal_data
from data.privacy.found import Found, PersonalKind
from data.privacy.texts import MaskedText, mask_text

__all__ = ["VERSION", "Found", "MaskedText", "PersonalKind", "mask_text", "personal_data"]

VERSION = "2"
