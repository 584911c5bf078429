# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import hashlib, json, os, re, sys, warnings
from pathlib import Path
from dataclasses import replace
import numpy as np, pandas as pd
from fastcore.basics import patch
from .calibrate import Feedback, Past, Scatter, calibrate, item_classes, judged_items, path_quantiles, uses_errors, window_profile, windows, with_donors
from .data import Paths
from .errors import explained
from .safe_text import plot_text
from .models import CHOICES, MEMBERS, GlobalLSTM, Panel, candidates, check_members, check_period, check_spacing, drop_unlaunched, fit_base, make_panel, member_means, season_length, step_days

__all__ = ['ENGINES', 'SCHEMA', 'LIBRARIES', 'member_losses', 'member_weights', 'Ensemble', 'weighted_median', 'private_file', 'plot_forecast']
def member_losses(means: list, actual: list, m: int) -> np.ndarray: ...
def member_weights(loss: np.ndarray, n_origins: float, rare: np.ndarray | None = ..., *, tolerance: float | None = ..., prior: np.ndarray | None = ..., evidence: float = ..., sharp: float | None = ...) -> np.ndarray: ...
ENGINES: Any
class Ensemble:
    models: Any
    freq: Any
    h: Any
    level: Any
    seed: Any
    engine: str
    country: str | None
    groups: Any
    n_windows: int | None
    lstm_passes: Any
    candidates: Any
    regressors: Any
    n_jobs: int
    progress: bool | None
    fitted: Any
    trained: Any
    panel: Any
    lstm: Any
    open: Any
    totals: Any
    feedback: Any
    loss: Any
    n_origins: Any
    past: Any
    c: Any
    g: Any
    settle: Any
    line: Any
    w: Any
    late: Any
    base: Any
    means: Any
    cls: Any
    whole: Any
    mixed: Any
    mean: Any
    scatter: Any
    def __init__(self, models: tuple = ..., freq: str = ..., h: int = ..., *, level: tuple = ..., seed: int = ..., engine: str = ..., country: str | None = ..., groups: dict | None = ..., candidates: tuple | str = ..., regressors: tuple = ..., n_windows: int | None = ..., lstm_passes: int = ..., n_jobs: int = ..., progress: bool | None = ...) -> None: ...
    def __repr__(self) -> Any: ...
    @property
    def members(self) -> Any: ...
    def fit(self, demand: pd.DataFrame, future: pd.DataFrame | None = ...) -> Ensemble: ...
    @property
    def ids(self) -> np.ndarray: ...
    @property
    def weights(self) -> pd.DataFrame: ...
    def alarms(self) -> pd.DataFrame: ...
    def paths(self, n_paths: int = ..., seed: int | None = ...) -> Paths: ...
    def quantiles(self, q: tuple) -> np.ndarray: ...
    def predict(self, level: tuple | None = ..., quantiles: tuple | None = ..., h: int | None = ...) -> pd.DataFrame: ...
    def update(self, new_demand: pd.DataFrame, train: bool | None = ..., future: pd.DataFrame | None = ...) -> Ensemble: ...
    def observe(self, unique_id: str, quantity: float, when) -> float: ...
    def running(self) -> pd.DataFrame: ...
    def close(self, **kwargs) -> Ensemble: ...
    def save(self, path: str | Path) -> Path: ...
    @classmethod
    def load(cls, path: str | Path, progress: bool | None = ...) -> Ensemble: ...
def weighted_median(means: np.ndarray, w: np.ndarray) -> np.ndarray: ...
SCHEMA: int
LIBRARIES: Any
def private_file(path: Path) -> Any: ...
def plot_forecast(history: pd.DataFrame, forecast: pd.DataFrame, unique_id: str | None = ..., *, actual: pd.DataFrame | None = ..., past: int = ..., ax=..., unit: str = ...) -> Any: ...
