# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import datetime as dt, re, unicodedata
from functools import lru_cache

__all__ = ['MONTHS', 'plain_text', 'month_number', 'parse_expiry']
def plain_text(text) -> str: ...
MONTHS: Any
def month_number(word: str) -> int | None: ...
def parse_expiry(value, *, dayfirst: bool | None = ...) -> dt.date | None: ...
