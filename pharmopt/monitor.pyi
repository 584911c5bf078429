# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import time
from contextlib import contextmanager
import pandas as pd
from .store import Store
from .stream import LATENCY_BUCKETS

__all__ = ['health', 'stream_status', 'metric_families', 'serve_metrics']
def health(r, silent_after: float = ..., behind: float = ...) -> str: ...
def stream_status(store: Store) -> pd.DataFrame: ...
def metric_families(snapshot: dict, processor: str, topic: str) -> Iterator[Any]: ...
@contextmanager
def serve_metrics(processor, port: int = ..., host: str = ...) -> Iterator[Any]: ...
