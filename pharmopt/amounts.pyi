# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import re
import numpy as np, pandas as pd
from .dates import plain_text

__all__ = ['BLANK', 'is_hidden', 'mark_evidence', 'decimal_mark', 'Amounts', 'read_amounts']
BLANK: Any
def is_hidden(texts) -> np.ndarray: ...
def mark_evidence(texts) -> dict: ...
def decimal_mark(texts, name: str, *, other: dict | None = ..., delimiter: str | None = ..., comma_country: bool = ...) -> tuple: ...
class Amounts:
    value: Any
    blank: Any
    hidden: Any
    wrong: Any
    def __init__(self, value, blank, hidden, wrong) -> None: ...
def read_amounts(texts, mark: str = ..., *, num=...) -> Amounts: ...
