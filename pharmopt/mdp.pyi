# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
from dataclasses import dataclass
import numpy as np
from fastcore.basics import patch

__all__ = ['Solution', 'solve_smdp', 'Inventory', 'robust_rule']
@dataclass
class Solution:
    gain: float
    policy: np.ndarray
    value: np.ndarray
    sweeps: int
    error: float
def solve_smdp(P: list, cost: np.ndarray, tau: np.ndarray = ..., *, tol: float = ..., max_sweeps: int = ...) -> Solution: ...
class Inventory:
    pmf: Any
    L: Any
    m: int | None
    issue: str
    discount: float
    h: float
    p: float
    w: float
    c: float
    K: float
    A: Any
    X: Any
    n_states: Any
    stock: Any
    cost: Any
    T: Any
    act: Any
    solution: Any
    def __init__(self, pmf: np.ndarray, lead_time: int = ..., shelf_life_periods: int | None = ..., *, max_order: int | None = ..., max_stock: int | None = ..., holding_cost: float = ..., stockout_cost: float = ..., waste_cost: float = ..., unit_cost: float = ..., fixed_cost: float = ..., issue: str = ..., discount: float = ..., max_states: int = ...) -> None: ...
    def solve(self, tol: float = ..., max_sweeps: int = ...) -> Solution: ...
    def states(self, at: np.ndarray | None = ...) -> tuple: ...
    def table(self, rule: Callable[..., Any]) -> np.ndarray: ...
    def evaluate(self, policy: np.ndarray, periods: int = ..., warmup: int = ...) -> float: ...
    def best_base_stock(self, periods: int = ..., warmup: int = ..., rule: Callable[..., Any] | None = ...) -> tuple: ...
def robust_rule(inv: Inventory, n_draws: int = ..., periods: int = ..., *, seed: int = ...) -> Callable[..., Any]: ...
