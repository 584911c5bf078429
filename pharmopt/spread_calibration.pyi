# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
from pathlib import Path
import numpy as np, pandas as pd
from .data import complete_catalog
from .optimize import window_calibration, window_demand
from .data import Paths

__all__ = ['KEPT_WINDOWS', 'keep_windows', 'past_windows', 'window_factors']
KEPT_WINDOWS: int
def keep_windows(folder: str, paths: Paths|np.ndarray, catalog: pd.DataFrame, *, days: float = ...) -> None: ...
def past_windows(folder: str, demand: pd.DataFrame) -> tuple: ...
def window_factors(folder: str, demand: pd.DataFrame, paths: Paths|np.ndarray, *, days: float = ..., least: int = ...) -> tuple: ...
