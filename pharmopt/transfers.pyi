# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import numpy as np, pandas as pd
from .data import Paths, complete_catalog
from .decomposition import solve, variable
from .optimize import plan_orders, read_paths, arrivals, lead_times, projected_waste, stock_by_age, tail_points, window_demand, exceedance
from .safe_text import count_words

__all__ = ['plan_transfers', 'apply_transfers', 'pool', 'plan_pooling']
def plan_transfers(paths: Paths | np.ndarray, catalog: pd.DataFrame, stock: pd.DataFrame, *, open_orders: pd.DataFrame | None = ..., cost_per_unit: float = ..., least: float = ..., travel_days: float = ..., today: str | None = ..., n_slices: int = ..., freq: str = ...) -> pd.DataFrame: ...
def apply_transfers(stock: pd.DataFrame, transfers: pd.DataFrame) -> pd.DataFrame: ...
def pool(demand: pd.DataFrame, catalog: pd.DataFrame, name: str = ...) -> tuple: ...
def plan_pooling(paths: Paths | np.ndarray, catalog: pd.DataFrame, below: float = ..., *, fill_rate: float | None = ..., freq: str = ...) -> pd.DataFrame: ...
