# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import numpy as np, pandas as pd
import datetime as dt
from .suppliers import calendar_of

__all__ = ['AHEAD', 'day_table', 'filled_up', 'OrderTerms']
AHEAD: int
def day_table(calendar, days: list) -> dict: ...
def filled_up(order: np.ndarray, least: float, *, position: np.ndarray, rate: np.ndarray, cost: np.ndarray, step: np.ndarray, most: np.ndarray) -> np.ndarray: ...
class OrderTerms:
    group: Any
    records: Any
    cost: Any
    life: Any
    step: Any
    cover: Any
    takes: Any
    wait: Any
    lead: Any
    longest: Any
    timed: Any
    members: Any
    def __init__(self, cat: pd.DataFrame, records: pd.DataFrame, ds: pd.DatetimeIndex, *, most_cover: float = ..., life_share: float = ...) -> None: ...
