# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import copy, warnings
from dataclasses import dataclass, replace
import numpy as np, pandas as pd
from fastcore.basics import patch
from .models import CHOICES, Base, season_length, step_days, window_ratio

__all__ = ['GRID', 'Past', 'Scatter', 'shock_window', 'uses_errors', 'Errors', 'item_classes', 'path_quantiles', 'windows', 'window_sums', 'window_profile', 'judged_items', 'with_donors', 'calibrate', 'Feedback']
@dataclass
class Past:
    means: np.ndarray
    actual: np.ndarray
    rows: np.ndarray
class Scatter:
    items: Any
    days: Any
    w: Any
    R: Any
    origins: Any
    v: Any
    S: Any
    donors: Any
    lend: Any
    top: Any
    errors: Any
    c: Any
    g: Any
    def __init__(self, base: Base, seed: int = ..., past: Past | None = ..., *, items: np.ndarray | None = ...) -> None: ...
    def settle(self, mean: np.ndarray, share: float) -> np.ndarray: ...
    def stretch(self, c, g) -> Scatter: ...
    def parts(self, items: np.ndarray, h: int, n_paths: int, *, seed: int = ...) -> tuple: ...
    def error_paths(self, mean, items, n_paths, *, seed=...) -> Any: ...
    def paths(self, mean: np.ndarray, items: np.ndarray, n_paths: int, whole: np.ndarray, *, seed: int = ...) -> np.ndarray: ...
def shock_window(base) -> Any: ...
def uses_errors(Y: np.ndarray, freq: str) -> np.ndarray: ...
@dataclass
class Errors:
    typical: np.ndarray
    noise: np.ndarray
    drift: np.ndarray
    bias: np.ndarray
    used: np.ndarray
    size: np.ndarray
    mates: np.ndarray
    stay: np.ndarray
GRID: Any
def item_classes(base: Base) -> np.ndarray: ...
def path_quantiles(paths: np.ndarray, q) -> np.ndarray: ...
def windows(h: int, freq: str) -> list: ...
def window_sums(paths: np.ndarray, ends) -> np.ndarray: ...
def window_profile(g, ends, h) -> Any: ...
def judged_items(cls: np.ndarray, n_origins: int, n_judged: int = ...) -> np.ndarray: ...
def with_donors(base: Base, items: np.ndarray) -> np.ndarray: ...
def calibrate(scatters: list, means: list, actual: list, cls: np.ndarray, freq: str, whole: np.ndarray, *, n_origins: float | None = ..., n_paths: int = ..., n_judged: int = ...) -> tuple: ...
class Feedback:
    ids: Any
    leads: Any
    gain: Any
    pending: Any
    by_class: Any
    by_item: Any
    seen: Any
    missed: Any
    def __init__(self, ids: np.ndarray, ends: list, gain: float | None = ...) -> None: ...
    def spread(self, cls: np.ndarray) -> np.ndarray: ...
    def issue(self, origin: pd.Timestamp, paths) -> None: ...
    def learn(self, ds: pd.DatetimeIndex, Y: np.ndarray, cls: np.ndarray) -> Feedback: ...
    def regroup(self, ids: np.ndarray) -> Feedback: ...
