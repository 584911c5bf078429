# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import re, uuid
import datetime as dt
from .answers import message_text, number, unit_of
from pathlib import Path
from .fhir import WHOLE, checked_event, event_tables, files_of, iso_utc, pseudonym, zone_of

__all__ = ['decode_hl7', 'parse_hl7', 'read_hl7', 'hl7_events']
def decode_hl7(raw: bytes) -> str: ...
def parse_hl7(text: str | bytes, location_id: str = ..., salt: str = ..., *, timezone: str | dict = ...) -> list: ...
def read_hl7(path: str | Path, location_id: str = ..., salt: str = ..., *, timezone: str | dict = ...) -> Iterator[Any]: ...
def hl7_events(path: str | Path, tally: dict, location_id: str = ..., *, salt: str = ..., chunk: int = ..., timezone: str | dict = ...) -> Iterator[Any]: ...
