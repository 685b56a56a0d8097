"""The body of a call: JSON of a known shape, of a bounded size."""

from collections.abc import Callable
from typing import Final, TypeVar

import msgspec
from django.utils.translation import gettext as _

from plazamayor.analytics.api.problems import Fault, Problem

LARGEST: Final = 256 * 1024
T = TypeVar("T")


def read_body(body: bytes, decode: Callable[[bytes], T], kind: str, why: str) -> T:
    """Reads a body; raises Problem, of that kind and with that sentence where it has not the shape it should."""
    if len(body) > LARGEST:
        raise Problem("too-large", _("A batch is at most %(n)s bytes.") % {"n": LARGEST})
    try:
        return decode(body)
    except msgspec.ValidationError as error:
        said, _at, where = str(error).partition(" - at `$.")
        raise Problem(kind, why, faults=[Fault(where.rstrip("`") or "$", said)]) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Problem("wrong-body", _("The body is not JSON.")) from error
