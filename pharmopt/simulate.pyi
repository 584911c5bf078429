# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import re
from dataclasses import dataclass
from fastcore.basics import patch
import numpy as np, pandas as pd
from .data import complete_catalog
from .days import daily_demand, period_ends
from .errors import explained
from .item_life import item_status
from .order_terms import OrderTerms, Refusals
from .optimize import check_unmet, cover
from .policy import Policy, View
from .safe_text import markdown_text, plot_text

__all__ = ['demand_array', 'kpis', 'classes', 'Result', 'simulate', 'Comparison', 'compare', 'plot_comparison', 'plot_stock']
def demand_array(demand: pd.DataFrame) -> tuple: ...
def kpis(sums: dict, periods: float, per_year: float = ...) -> dict: ...
def classes(y: np.ndarray, unit_cost: np.ndarray) -> pd.DataFrame: ...
@dataclass
class Result:
    policy: str
    kpis: dict
    by_class: pd.DataFrame
    items: pd.DataFrame
    sums: dict
    conventions: dict
    blocks: dict | None = ...
    def __repr__(self) -> Any: ...
def simulate(policy: Policy, demand: pd.DataFrame, catalog: pd.DataFrame | None = ..., *, seed: int | list = ..., history: int | None = ..., warmup: int = ..., fixed_cost_per: str = ..., fill_target: float = ..., resample: int | None = ..., holding_per: str = ..., deliveries: dict | None = ..., block: int | None = ..., currency: str = ..., suppliers: pd.DataFrame | None = ..., unmet: str = ...) -> Result: ...
@dataclass
class Comparison:
    kpis: pd.DataFrame
    by_class: pd.DataFrame
    differences: pd.DataFrame
    results: dict
    conventions: dict
    verdict: pd.DataFrame | None = ...
    differences_by_class: pd.DataFrame | None = ...
    def __repr__(self) -> Any: ...
def compare(policies: dict, demand: pd.DataFrame, catalog: pd.DataFrame | None = ..., *, seeds: range = ..., history: int | None = ..., warmup: int = ..., fixed_cost_per: str = ..., fill_target: float = ..., resample: int | None = ..., holding_per: str = ..., deliveries: dict | None = ..., draws: int = ..., margin: float = ..., targets: tuple = ..., progress: bool | None = ..., currency: str = ..., suppliers: pd.DataFrame | None = ..., unmet: str = ...) -> Comparison: ...
def plot_comparison(comparison: Comparison, front: pd.DataFrame | None = ..., ax=...) -> Any: ...
def plot_stock(policies: dict, demand: pd.DataFrame, catalog: pd.DataFrame | None = ..., *, item: str | None = ..., seed: int = ..., last: int = ..., fixed_cost_per: str = ..., unmet: str = ..., ax=...) -> Any: ...
