# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
from types import SimpleNamespace
import numpy as np

__all__ = ['ACTIONS', 'learned_rule']
ACTIONS: Any
def learned_rule(start: Callable[..., Any], view, *, rounds: int = ..., steps: int = ..., horizon: int = ..., discount: float = ..., seed: int = ..., guard: bool = ...) -> tuple: ...
