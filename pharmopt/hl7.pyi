# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import re, uuid
import datetime as dt
from .answers import number, unit_of
from .fhir import iso_utc, pseudonym

__all__ = ['parse_hl7']
def parse_hl7(text: str, location_id: str = ..., salt: str = ..., *, timezone: str = ...) -> list: ...
