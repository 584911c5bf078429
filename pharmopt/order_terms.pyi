# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import numpy as np, pandas as pd
import datetime as dt
from .suppliers import calendar_of, item_breaks, line_cost, record_alternates

__all__ = ['AHEAD', 'REFUSED_DAYS', 'day_table', 'at_breaks', 'in_time', 'Refusals', 'filled_up', 'OrderTerms']
AHEAD: int
def day_table(calendar, days: list) -> dict: ...
def at_breaks(order: np.ndarray, breaks: list, *, position: np.ndarray, rate: np.ndarray, cost: float, holding: float, step: float, most: np.ndarray, discount: str = ...) -> tuple: ...
def in_time(usual: np.ndarray, others: list, cover: np.ndarray) -> np.ndarray: ...
REFUSED_DAYS: int
class Refusals:
    rng: Any
    chance: Any
    days: int
    until: Any
    told: Any
    again: Any
    def __init__(self, share: float, days: int, seeds: list, n_items: int, *, n_others: int = ...) -> None: ...
    def day(self, t) -> None: ...
    def answer(self, t, order, rank) -> Any: ...
def filled_up(order: np.ndarray, least: float, *, position: np.ndarray, rate: np.ndarray, cost: np.ndarray, step: np.ndarray, most: np.ndarray, price=...) -> np.ndarray: ...
class OrderTerms:
    group: Any
    others: Any
    records: Any
    cost: Any
    life: Any
    step: Any
    pack: Any
    holding: Any
    breaks: Any
    priced: Any
    cover: Any
    rank: Any
    takes: Any
    wait: Any
    lead: Any
    next: Any
    longest: Any
    timed: Any
    played: Any
    joint: Any
    def __init__(self, cat: pd.DataFrame, records: pd.DataFrame, ds: pd.DatetimeIndex, *, most_cover: float = ..., life_share: float = ...) -> None: ...
