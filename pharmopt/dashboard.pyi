# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import atexit, contextlib, io, json, math, os, re, socket, sys, tempfile, threading, time
from collections import deque
from itertools import count
from pathlib import Path
import ipywidgets as W
import pandas as pd
import sqlalchemy as sa
from fastcore.basics import patch
from .alerts import acknowledge, alert_rows, mute, open_alerts
from .orders import OrderBook, OrderError
from .experiment import stop_experiment
from .kpis import *
from .kpis import card, count_words
from .outbox import outbox_rows, retry_now, submit
from .subprocesses import Command, Stream, only_one, store_url
from .report import find_chromium
from .settings import SettingsError, load_settings
from .store import Store, StoreError, tables, utcnow
from .widgets import Cards, Chart, Form, Header, Heartbeat, Library, Note, Picker, Saver, Table, shared

__all__ = ['PAGES', 'TAKE', 'EXPERIMENT', 'TARGETS', 'Page', 'parameters', 'set_parameter', 'store_has', 'next_step', 'NotAllowed', 'understood', 'dashboard', 'voila_config', 'OnlyTool', 'visitor', 'served_dashboard', 'serve']
PAGES: Any
class Page(W.VBox):
    store: Any
    stream: Any
    settings: Any
    patience: float
    user: str
    role: str
    lock: Any
    watch_lock: Any
    wake: Any
    refresh_seconds: Any
    watch: Any
    rate: Any
    rates: Any
    fresh: Any
    newest: Any
    seq: Any
    shown: Any
    unread: Any
    item: Any
    order: Any
    upload: Any
    next_store: Any
    notes: Any
    uploads: Any
    job: Any
    job_name: Any
    job_began: Any
    paper: Any
    tender: Any
    tend_at: Any
    thread: Any
    last_beat: Any
    closed: Any
    library: Any
    saver: Any
    beat: Any
    header: Any
    views: Any
    inner: Any
    controls: Any
    cards: Any
    facts: Any
    chart: Any
    picker: Any
    recs: Any
    alerts: Any
    picker2: Any
    facts2: Any
    chart2: Any
    past: Any
    try_form: Any
    try_cards: Any
    try_note: Any
    members: Any
    lots: Any
    item_orders: Any
    orders: Any
    outbox: Any
    audit: Any
    audit_note: Any
    accuracy: Any
    calibration: Any
    twin_form: Any
    twin_cards: Any
    twin_note: Any
    pareto: Any
    benefit_form: Any
    benefit_cards: Any
    classes: Any
    class_service: Any
    class_waste: Any
    stream_cards: Any
    stream_chart: Any
    service_chart: Any
    ab: Any
    ab_form: Any
    ab_chart: Any
    sites: Any
    moves: Any
    pooled: Any
    upload_form: Any
    understood: Any
    sample: Any
    targets: Any
    item_form: Any
    picker3: Any
    about: Any
    def __init__(self, store: Store, stream: Stream, settings, patience: float = ..., user: str = ..., role: str = ...) -> None: ...
    @property
    def book(self) -> Any: ...
    @property
    def page(self) -> Any: ...
    def refresh(self, force: bool = ...) -> None: ...
    def watch_changed(self) -> Any: ...
    def cards_rate(self) -> Any: ...
    def say(self, key: str, text: str, tone: str = ...) -> None: ...
    def stop_work(self) -> None: ...
    def close_page(self) -> None: ...
    def live(self, seconds: float = ..., rate: float | None = ...) -> Page: ...
TAKE: Any
EXPERIMENT: Any
TARGETS: Any
def parameters(store: Store) -> dict: ...
def set_parameter(store: Store, name: str, value, actor: str = ...) -> None: ...
def store_has(store: Store, *where) -> bool: ...
def next_step(store: Store) -> str: ...
class NotAllowed(ValueError):
    ...
def understood(report: dict) -> list: ...
def dashboard(settings=..., store: Store | str | None = ..., user: str = ..., role: str = ...) -> Page: ...
def voila_config(host: str = ..., port: int = ..., open_browser: bool = ..., token: str = ..., user_header: str = ..., hostnames=..., base_url: str = ..., warm: int = ...) -> dict: ...
class OnlyTool:
    enabled: bool
    def __init__(self, enabled: bool = ...) -> None: ...
    def __call__(self, nb, resources) -> Any: ...
def visitor(settings, info: dict) -> tuple: ...
def served_dashboard() -> W.Widget: ...
def serve(settings=..., store: str | None = ..., host: str | None = ..., port: int | None = ..., notebook: str | Path | None = ..., open_browser: bool = ...) -> None: ...
