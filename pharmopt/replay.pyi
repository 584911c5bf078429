# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import html, tempfile, uuid
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
import pandas as pd
from .clients import connect, ensure_topic
from .data import NANO
from .store import Store, StoreError
from .stream import Processor

__all__ = ['Recount', 'compare_demand', 'replay']
@dataclass
class Recount:
    differences: pd.DataFrame
    rows: int
    events: int
    before: dict
    letters: int
    @property
    def equal(self) -> Any: ...
    def __str__(self) -> Any: ...
def compare_demand(stored: pd.DataFrame, counted: pd.DataFrame) -> pd.DataFrame: ...
def replay(store: Store, bootstrap_servers: str, topic: str = ..., *, into=..., group_id: str = ..., progress=..., **options) -> Recount: ...
