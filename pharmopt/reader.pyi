# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import hashlib, re
from dataclasses import dataclass
import numpy as np, pandas as pd
from .amounts import read_amounts
from .cells import Table, number_formats, read_cells
from .date_columns import is_date_text, zone_of
from .codes import normalize_code, same_code
from .data import NANO, period_freq, period_start, to_nano
from .errors import explained
from .exports import READINGS, apply_reading, known_export, reading_options
from .plan import NET, numbers_of
from .roles import heading, total_names, total_word
from .sales_plan import plan_sales, rows_repeat, value_mark
from .safe_text import markdown_text

__all__ = ['SalesReport', 'Lines', 'name_texts', 'product_items', 'find_freq', 'Sums', 'find_totals', 'file_shape', 'remembered', 'load_sales']
class SalesReport(dict):
    def __repr__(self) -> Any: ...
@dataclass
class Lines:
    item: np.ndarray
    ids: np.ndarray
    time: np.ndarray
    times: np.ndarray
    y: np.ndarray
    blank: np.ndarray
    hidden: np.ndarray
    line: np.ndarray
    out: np.ndarray | None = ...
    def keep(self, rows) -> Any: ...
def name_texts(plan, p) -> np.ndarray: ...
def product_items(plan, rows) -> tuple: ...
def find_freq(times, name: str = ..., period: str | None = ...) -> tuple: ...
class Sums:
    ids: Any
    grid: Any
    first_line: Any
    nano: Any
    seen: Any
    has: Any
    hidden: Any
    out: Any
    def __init__(self, t, grid, place) -> None: ...
    def drop(self, items) -> None: ...
def find_totals(s: Sums) -> list: ...
def file_shape(names) -> str: ...
def remembered(t, o: dict) -> dict: ...
def load_sales(path, *, date: str | list | None = ..., id: str | list | None = ..., y: str | list | None = ..., freq: str | None = ..., location: str = ..., sep: str | None = ..., decimal: str | None = ..., dayfirst: bool | None = ..., timezone: str | dict | None = ..., year: int | None = ..., fiscal_start: str | None = ..., movements: dict | str | None = ..., negatives: str = ..., duplicates: str | None = ..., missing: str | None = ..., bad: str = ..., sheet=..., reading: str | None = ..., ignore: str | list | None = ..., readings: dict | None = ...) -> pd.DataFrame: ...
