# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
from dataclasses import dataclass
import numpy as np, pandas as pd

__all__ = ['matched_pairs', 'confidence_sequence', 'ABTest', 'ab_test']
def matched_pairs(before: pd.DataFrame, strata: list = ..., seed: int = ...) -> pd.DataFrame: ...
def confidence_sequence(x: np.ndarray, alpha: float = ..., tightest: float = ...) -> pd.DataFrame: ...
@dataclass
class ABTest:
    decision: str
    week: int
    sequence: pd.DataFrame
    n_pairs: int
    guardrail: str = ...
    def __repr__(self) -> Any: ...
def ab_test(pairs: pd.DataFrame, costs: pd.DataFrame, stockouts: pd.DataFrame | None = ..., *, washout: int = ..., alpha: float = ..., tolerance: float = ...) -> ABTest: ...
