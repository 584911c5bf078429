# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import itertools, math
from typing import NamedTuple
import numpy as np
from fastcore.basics import patch
from .textbook import eoq, poisson_loss

__all__ = ['JointCycle', 'joint_cycle', 'JointItems', 'JointPolicy']
class JointCycle(NamedTuple):
    cost: float
    cycle: float
    multiples: np.ndarray
def joint_cycle(major_cost: float, minor_costs: list, holding_costs: list, demand_rates: list) -> JointCycle: ...
class JointItems:
    rates: Any
    h: Any
    p: Any
    minor: Any
    lead_time: float
    major: float
    n: Any
    def __init__(self, rates: list, lead_time: float, *, holding_costs: list, stockout_costs: list, major_cost: float, minor_costs: list) -> None: ...
    def cost_rate(self, i, y) -> np.ndarray: ...
    def best_Q_S(self, max_demands: int = ...) -> JointPolicy: ...
    def best_alone(self) -> JointPolicy: ...
    def optimum(self, low: int | None = ..., high: int | None = ..., tol: float = ..., *, max_states: int = ...) -> float: ...
    def can_order_cost(self, s: list | int, c: list | int, S: list | int) -> float: ...
    def best_can_order(self, low: int | None = ..., high: int | None = ..., *, same: bool = ...) -> JointPolicy: ...
class JointPolicy(NamedTuple):
    cost: float
    levels: dict
