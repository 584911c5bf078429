# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import re
import numpy as np, pandas as pd
from .amounts import decimal_mark, mark_evidence
from .cells import Table
from .date_columns import order_hint, span_period
from .plan import numbers_of, Profile, date_share, header_periods, period_parts, pick_date, pick_units, times_of_parts
from .roles import heading, is_day_first_language, movement_kind, name_role

__all__ = ['SalesPlan', 'one_zone', 'pick_location', 'without_line_numbers', 'finest_columns', 'rows_repeat', 'value_mark', 'plan_sales', 'code_like']
class SalesPlan:
    t: Any
    o: Any
    notes: Any
    assumed: Any
    profiles: Any
    by_name: Any
    foreign: Any
    delimiter: Any
    roles: Any
    layout: Any
    ids: Any
    location: Any
    moves: Any
    days_out: Any
    returned: Any
    uom: Any
    def __init__(self, t, options) -> None: ...
    def take(self, role, *names) -> None: ...
    def role_of(self, *roles) -> Any: ...
    @property
    def left_out(self) -> Any: ...
def one_zone(timezone) -> str | None: ...
def pick_location(plan) -> Profile | None: ...
def without_line_numbers(strong: list) -> list: ...
def finest_columns(strong: list) -> list: ...
def rows_repeat(codes: list) -> bool: ...
def value_mark(plan: SalesPlan, names: list) -> str: ...
def plan_sales(t: Table, options: dict) -> SalesPlan: ...
def code_like(p: Profile, others: list) -> bool: ...
