# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import math
from typing import NamedTuple
import numpy as np

__all__ = ['allocate', 'Simulated', 'play_warehouse', 'WarehouseLevels', 'best_warehouse_levels']
def allocate(wanted: np.ndarray, available: np.ndarray, rule: str = ...) -> np.ndarray: ...
class Simulated(NamedTuple):
    cost: float
    half_width: float
    fill_rate: float
    holding: float
    shortage: float
    stock_warehouse: float
    stock_retailers: float
def play_warehouse(demand: np.ndarray, *, level_warehouse: int, levels_retailers: list | int, lead_time_warehouse: int, lead_times_retailers: list | int, holding_warehouse: float, holding_retailer: float, stockout_cost: float, unmet: str = ..., echelon: bool = ..., rule: str = ..., wait_probability: float = ..., special_cost: float = ..., max_order: int | None = ..., max_warehouse: int | None = ..., max_retailer: int | None = ..., warmup: int = ..., seed: int = ...) -> Simulated: ...
class WarehouseLevels(NamedTuple):
    level_warehouse: int
    levels_retailers: np.ndarray
    figures: Simulated
def best_warehouse_levels(demand: np.ndarray, *, start: tuple | None = ..., same: bool = ..., max_trials: int = ..., **system) -> WarehouseLevels: ...
