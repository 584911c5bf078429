# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import functools, math
from typing import NamedTuple
import numpy as np
from .textbook import erlang_loss, poisson_loss

__all__ = ['SerialPlan', 'serial_base_stock', 'serial_newsvendor', 'ServicePlan', 'guaranteed_service', 'TwoLevelCost', 'warehouse_retailers_cost', 'Repairables', 'metric', 'PooledStock', 'lateral_stock']
class SerialPlan(NamedTuple):
    cost: float
    echelon_levels: np.ndarray
    local_levels: np.ndarray
def serial_base_stock(holding_costs: list, lead_times: list, stockout_cost: float, demand_mean: float, *, demand_sd: float | None = ..., step: float | None = ..., cost_of: list | None = ...) -> SerialPlan: ...
def serial_newsvendor(holding_costs: list, lead_times: list, stockout_cost: float, demand_mean: float, *, demand_sd: float | None = ...) -> np.ndarray: ...
class ServicePlan(NamedTuple):
    cost: float
    service_times: dict
    safety_stock: dict
def guaranteed_service(nodes: list) -> ServicePlan: ...
class TwoLevelCost(NamedTuple):
    cost: float
    warehouse: float
    retailers: float
def warehouse_retailers_cost(n_retailers: int, rate: float, *, lead_time_retailer: float, lead_time_warehouse: float, holding_retailer: float, holding_warehouse: float, stockout_cost: float, R_retailer: int, Q_retailer: int = ..., R_warehouse: int = ..., Q_warehouse: int = ...) -> TwoLevelCost: ...
class Repairables(NamedTuple):
    depot_backorders: float
    depot_variance: float
    depot_delay: float
    base_pipeline: float
    base_variance: float
    metric_backorders: float
    vari_metric_backorders: float
def metric(n_bases: int, demand_rate: float, *, repaired_at_base: float, base_repair_time: float, order_time: float, depot_repair_time: float, base_stock: int, depot_stock: int) -> Repairables: ...
class PooledStock(NamedTuple):
    stock: float
    cost: float
    waiting: float
def lateral_stock(n_locations: int, demand_rate: float, *, replenishment_time: float, holding_cost: float, emergency_cost: float, emergency_time: float, lateral_cost: float = ..., lateral_time: float = ..., waiting_target: float, pooled: bool = ..., max_per_location: int = ...) -> PooledStock: ...
