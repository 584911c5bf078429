# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import contextlib, gc, itertools, os, signal, socket, threading, time, uuid
from collections import Counter, deque
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Annotated, Literal, NamedTuple
import msgspec, numpy as np, pandas as pd
from fastcore.basics import patch
from sqlalchemy.exc import OperationalError
from .clients import Records, check_topic, choose_library, connect, ensure_topic, open_consumer, open_producer
from .data import NANO, period_start
from .errors import explained
from .recovery import TopicWatch, unreadable
from .store import MOST, Batch, Fenced, Overfull, Rows, Store, StoreError
from .periods import FUTURE, LATE, TOO_OLD, Periods, Watermarks, classify, span_ms

__all__ = ['MAX_ID', 'SCHEMA_VERSION', 'TYPES', 'REPLAYED', 'LATENCY_BUCKETS', 'LEAP', 'BELIEVED', 'GATHER', 'ENOUGH', 'Event', 'event_schema', 'check_events', 'encode_events', 'Report', 'produce', 'Reader', 'why_unusable', 'Decoded', 'decoded', 'Reading', 'read_records', 'Processor', 'slowest']
MAX_ID: int
SCHEMA_VERSION: int
TYPES: Any
class Event(msgspec.Struct, omit_defaults=True):
    event_id: uuid.UUID
    event_time: Annotated[datetime, msgspec.Meta(tz=True)]
    location_id: Any
    medicine_id: Any
    quantity: Annotated[float, msgspec.Meta(ge=-1000000.0, le=1000000.0)] = ...
    type: Literal['dispense', 'return', 'correction', 'stockout_begin', 'stockout_end'] = ...
    schema_version: Literal[1, 2] = ...
def event_schema() -> dict: ...
def check_events(events: pd.DataFrame) -> pd.DataFrame: ...
def encode_events(events: pd.DataFrame) -> tuple: ...
@dataclass
class Report:
    sent: int = ...
    acknowledged: int = ...
    seconds: float = ...
    interrupted: bool = ...
    total: int | None = ...
    @property
    def rate(self) -> Any: ...
    def __str__(self) -> Any: ...
def produce(events, bootstrap_servers: str, topic: str = ..., *, rate: float | None = ..., duration: float | None = ..., partitions: int = ..., batch_size: int = ..., linger_ms: int = ..., compression: str = ..., sort: bool = ..., stop: threading.Event | None = ..., progress: bool | None = ..., timeout: float = ..., client: dict | None = ..., library: str | None = ...) -> Report: ...
class Reader:
    freq: Any
    home: Any
    zones: Any
    ids: Any
    items: Any
    names: Any
    periods: Any
    by_zone: Any
    zone_at: Any
    def __init__(self, freq=..., timezone=...) -> None: ...
    def unique_id(self, location_id, medicine_id) -> Any: ...
    def row(self, value) -> Any: ...
    def item_of(self, location_id, medicine_id) -> Any: ...
    def periods_of(self, item) -> Any: ...
    def spans(self, ms, item) -> Any: ...
    def first_start(self, ms) -> Any: ...
    def rest(self) -> None: ...
def why_unusable(value, e) -> Any: ...
class Decoded(NamedTuple):
    at: list
    ms: np.ndarray
    ends: np.ndarray
    ids: list
    item: np.ndarray
    period: np.ndarray
    nano: np.ndarray
    kinds: list | None
def decoded(reader: Reader, records: Records) -> tuple: ...
class Reading(NamedTuple):
    rows: object
    dead: list
    watermark: int | None
    times: object = ...
    sent: object = ...
    at: list = ...
    marks: list = ...
def read_records(reader: Reader, records: Records, watermark: int | None, lateness: int, *, horizon: int | None = ..., limit: int | None = ..., forgotten: datetime | None = ..., leap: int | None = ...) -> Reading: ...
REPLAYED: str
class Processor:
    bootstrap_servers: str
    topic: str
    group_id: str
    dispense: bool
    partitions: int
    lateness: Any
    horizon: Any
    skew: Any
    reader: Any
    watermarks: Any
    store_patience: float
    timeout: float
    client: dict | None
    settings: Any
    processor_id: Any
    relay: bool
    store: Any
    consumer: Any
    outbox: Any
    stop_at: Any
    watch: Any
    counts: Any
    next: Any
    latencies: Any
    recent: Any
    aged: Any
    snapshot: Any
    forgotten: Any
    bad: Any
    reasons: Any
    refused: Any
    rejoined: Any
    leaping: Any
    cluster_id: Any
    due: Any
    letters: Any
    tidied: Any
    forgot: Any
    looked: Any
    interrupted: Any
    lag: Any
    def __init__(self, store: Store | str, bootstrap_servers: str, topic: str = ..., *, group_id: str = ..., freq: str = ..., timezone: str | dict = ..., lateness: str = ..., dedup_horizon: str = ..., max_skew: str = ..., dispense: bool = ..., partitions: int = ..., max_poll_records: int = ..., fetch_min_bytes: int = ..., session_timeout: float = ..., idle_after: float = ..., follow_clock: bool = ..., store_patience: float = ..., timeout: float = ..., client: dict | None = ..., library: str | None = ..., instance_id: str | None = ..., relay: bool = ...) -> None: ...
    def open(self) -> None: ...
    def forget(self) -> int: ...
    def step(self, timeout: float = ...) -> int: ...
    def run(self, until=..., duration: float | None = ..., stop=..., *, finish: bool = ..., progress=...) -> dict: ...
    def close(self) -> None: ...
    @property
    def metrics(self) -> dict: ...
    def __enter__(self) -> Any: ...
    def __exit__(self, *args) -> None: ...
    def __repr__(self) -> Any: ...
LATENCY_BUCKETS: Any
LEAP: Any
BELIEVED: Any
def slowest(positions: dict, ends: dict | None, horizon: int) -> int | None: ...
GATHER: float
ENOUGH: int
