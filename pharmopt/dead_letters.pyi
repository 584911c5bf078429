# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import hashlib, uuid
import msgspec, pandas as pd
from .clients import connect, reachable
from .store import Store
from .stream import REPLAYED, Reader, why_unusable

__all__ = ['STATUSES', 'letters', 'mend', 'replay_letters', 'drop_letters']
def letters(store: Store, topic: str | None = ..., status: str | None = ..., *, reason: str | None = ..., names=...) -> pd.DataFrame: ...
STATUSES: Any
def mend(store: Store, letter: str, changes: dict | None = ..., *, value: bytes | None = ...) -> dict: ...
def replay_letters(store: Store, bootstrap_servers: str, names=..., *, client: dict | None = ..., timeout: float = ...) -> pd.DataFrame: ...
def drop_letters(store: Store, names, note: str = ...) -> None: ...
