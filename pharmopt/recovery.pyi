# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import contextlib
from .clients import PythonConsumer, confluent_settings, connect, ensure_topic, log_id, reachable

__all__ = ['TopicWatch', 'unreadable']
class TopicWatch:
    at: str
    topic: str
    timeout: float
    client: dict | None
    admin: Any
    def __init__(self, bootstrap_servers: str, topic: str, timeout: float = ..., *, client: dict | None = ...) -> None: ...
    def log_id(self) -> str | None: ...
    def close(self) -> None: ...
def unreadable(consumer, p: int, offset: int, *, tries: int = ...) -> tuple | None: ...
