# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import math
from typing import NamedTuple
import numpy as np
from scipy.optimize import minimize_scalar

__all__ = ['LotCost', 'eoq_disruptions', 'newsvendor_disruptions', 'eoq_yield', 'newsvendor_yield', 'uniform_yield']
class LotCost(NamedTuple):
    order_quantity: float
    cost: float
def eoq_disruptions(fixed_cost: float, holding_cost: float, demand_rate: float, *, stockout_cost: float, disruption_rate: float, recovery_rate: float, order_quantity: float | None = ..., approximate: bool = ...) -> LotCost: ...
def newsvendor_disruptions(holding_cost: float, stockout_cost: float, demand_rate: float, *, disruption_prob: float, recovery_prob: float, base_stock_level: float | None = ...) -> LotCost: ...
def eoq_yield(fixed_cost: float, holding_cost: float, demand_rate: float, *, yield_mean: float, yield_sd: float, kind: str, order_quantity: float | None = ...) -> LotCost: ...
def newsvendor_yield(holding_cost: float, stockout_cost: float, demand: float, *, quantile: Callable[..., Any], n: int = ...) -> LotCost: ...
def uniform_yield(low: float, high: float) -> Callable[..., Any]: ...
