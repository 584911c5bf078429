# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import numpy as np, pandas as pd
from .forecast import Ensemble
from .models import MEMBERS, holiday_names, season_length, step_days
from .safe_text import plot_text

__all__ = ['explain', 'uncertainty', 'plot_explain']
def explain(ens: Ensemble, unique_id: str | list | None = ..., level: float = ...) -> pd.DataFrame: ...
def uncertainty(ens: Ensemble) -> pd.Series: ...
def plot_explain(ens: Ensemble, unique_id: str, axes=..., *, unit: str = ...) -> Any: ...
