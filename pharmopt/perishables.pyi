# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
from typing import NamedTuple
import numpy as np

__all__ = ['Substitution', 'substitution', 'WeekPlan', 'week_plan']
class Substitution(NamedTuple):
    profit: float
    policy: np.ndarray
def substitution(pmf_a: np.ndarray, pmf_b: np.ndarray, *, probability: float, price: tuple = ..., unit_cost: tuple = ..., max_order: tuple = ..., tol: float = ..., max_sweeps: int = ...) -> Substitution: ...
class WeekPlan(NamedTuple):
    policy: np.ndarray
    value: np.ndarray
def week_plan(demand: list, *, shelf_life_days: int, max_order: int, logits: Callable[..., Any], holding_cost: float, stockout_cost: float, waste_cost: float, fixed_cost: float = ..., unit_cost: float = ..., discount: float = ..., max_stock: int | None = ..., tol: float = ...) -> WeekPlan: ...
