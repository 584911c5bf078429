# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import numpy as np, pandas as pd
import sqlalchemy as sa
from .data import complete_catalog
from .errors import explained
from .kpis import plan_factors, plan_folder, plan_levels, plan_options, plan_paths
from .optimize import stock_levels
from .outbox import enter_message
from .store import Store, tables, utcnow

__all__ = ['order_points', 'erp_levels', 'offer_levels']
def order_points(paths, catalog: pd.DataFrame, *, fill_rate: float | None = ..., **options) -> pd.DataFrame: ...
def erp_levels(levels: pd.DataFrame, catalog: pd.DataFrame) -> pd.DataFrame: ...
def offer_levels(store: Store, channel: str = ..., fill_rate: float | None = ..., *, actor: str = ...) -> str | None: ...
