# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import math
import numpy as np, pandas as pd
from .order_terms import at_breaks
from .safe_text import count_words
from .suppliers import item_breaks, line_cost

__all__ = ['MOST_COVER', 'LIFE_SHARE', 'Line', 'line_table', 'take_breaks', 'fill_up', 'one_supplier', 'with_terms']
MOST_COVER: float
LIFE_SHARE: float
class Line:
    unique_id: Any
    quantity: Any
    planned: Any
    position: Any
    rate: Any
    cost: Any
    holding: Any
    breaks: Any
    discount: Any
    step: Any
    most: Any
    said: Any
    def __init__(self, row, terms) -> None: ...
    def whole(self, q) -> Any: ...
    def price(self, q) -> Any: ...
    def cover(self) -> Any: ...
    def held(self, q) -> Any: ...
def line_table(items: pd.DataFrame, catalog: pd.DataFrame) -> pd.DataFrame: ...
def take_breaks(lines: list, money) -> None: ...
def fill_up(lines: list, value: float, room: float = ...) -> tuple: ...
def one_supplier(lines: list, terms: dict, money, *, room: float = ...) -> None: ...
def with_terms(orders: pd.DataFrame, table: pd.DataFrame, records: dict, *, due=..., money=..., room: float = ..., may=...) -> pd.DataFrame: ...
