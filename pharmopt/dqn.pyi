# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import numpy as np, pandas as pd
from .policy import Policy, robust
from .simulate import simulate

__all__ = ['ACTIONS', 'dqn']
ACTIONS: Any
def dqn(rounds: int = ..., steps: int = ..., horizon: int = ..., discount: float = ..., seed: int = ..., guard: bool = ...) -> Policy: ...
