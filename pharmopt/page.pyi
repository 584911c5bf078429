# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import atexit, contextlib, os, re, sys, tempfile, threading, time
from collections import deque
from itertools import count
from pathlib import Path
import ipywidgets as W
import pandas as pd
import sqlalchemy as sa
from fastcore.basics import patch
from .inbox import inbox_counts
from .job_queue import KINDS, Busy, active_job, cancel_job, last_job, start_job
from .kpis import Rate, Watch, find_items, messages_read, orders_export, store_day, to_csv, to_xlsx
from .languages import LANGUAGES, Words, choose_language, read_catalog
from .lists import list_sums
from .location_limits import limit_store, store_locations
from .orders import OrderBook, OrderError
from .settings import SettingsError
from .store import Store, StoreError, tables, utcnow
from .subprocesses import Command, Stream, only_one, package_folder, store_url
from .widgets import Header, Heartbeat, Library, Note, Saver

__all__ = ['PAGES', 'OWN_WORDS', 'EXPORT_TOOLS', 'CHAIN', 'TAKE', 'XLSX', 'box', 'two', 'titled', 'Page', 'store_has', 'next_step', 'NotAllowed']
PAGES: Any
OWN_WORDS: Any
EXPORT_TOOLS: Any
def box(cls, *children) -> Any: ...
def two(*children) -> Any: ...
def titled(cls, title, *children) -> Any: ...
CHAIN: Any
class Page(W.VBox):
    locations: Any
    page_of: Any
    reach: Any
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
    jobs_since: Any
    paper: Any
    tender: Any
    tend_at: Any
    handlers: Any
    queries: Any
    asked: Any
    thread: Any
    last_beat: Any
    closed: Any
    last_rate: Any
    library: Any
    saver: Any
    beat: Any
    header: Any
    unbuilt: Any
    words: Any
    views: Any
    inner: Any
    making: Any
    asked_several: Any
    place: Any
    accuracy: Any
    item_errors: Any
    calibration_plot: Any
    calibration: Any
    twin_form: Any
    twin_cards: Any
    twin_note: Any
    pareto: Any
    benefit_form: Any
    benefit_cards: Any
    benefit_note: Any
    classes: Any
    class_service: Any
    class_waste: Any
    stream_cards: Any
    stream_chart: Any
    service_chart: Any
    ab: Any
    ab_form: Any
    ab_chart: Any
    answers: Any
    message: Any
    picker2: Any
    facts2: Any
    chart2: Any
    past: Any
    unsure: Any
    try_form: Any
    try_cards: Any
    try_note: Any
    members: Any
    lots: Any
    item_orders: Any
    catalog_table: Any
    master_form: Any
    supplier_form: Any
    new_form: Any
    suppliers_table: Any
    supplier: Any
    master_note: Any
    supplier_note: Any
    by_location: Any
    moves: Any
    pooled: Any
    basket_note: Any
    baskets: Any
    orders: Any
    outbox: Any
    audit: Any
    audit_note: Any
    scans: Any
    scan_form: Any
    hand_form: Any
    picker4: Any
    delivery: Any
    expected: Any
    picker5: Any
    stock_lots: Any
    stock_form: Any
    ledger: Any
    recalls: Any
    sheet_form: Any
    upload_form: Any
    understood: Any
    sample: Any
    targets: Any
    about: Any
    roles_form: Any
    incoming: Any
    reading: Any
    waiting: Any
    columns: Any
    plan_note: Any
    controls: Any
    cards: Any
    facts: Any
    chart: Any
    picker: Any
    why: Any
    recs: Any
    alerts: Any
    controls_read: Any
    def __init__(self, store: Store, stream: Stream, settings, *, patience: float = ..., user: str = ..., role: str = ..., locations=...) -> None: ...
    def __getattr__(self, name) -> Any: ...
    @property
    def book(self) -> Any: ...
    @property
    def page(self) -> Any: ...
    def live(self, seconds: float = ..., rate: float | None = ...) -> Page: ...
    def handle(self, widget, **handlers) -> Any: ...
    def build(self, name: str) -> None: ...
    def set_language(self, language: str, locale: str = ...) -> None: ...
    def refresh(self, force: bool = ...) -> None: ...
    def watch_changed(self) -> Any: ...
    def cards_rate(self) -> Any: ...
    @property
    def currency(self) -> Any: ...
    @property
    def several(self) -> bool: ...
    def item_name(self) -> str: ...
    def named(self, label: str) -> str: ...
    def say(self, key: str, text: str, tone: str = ..., *, actions=...) -> None: ...
    def show_location(self, name: str) -> None: ...
    def admit(self, user: str, role: str, locations=...) -> None: ...
    def ask(self, widget, text: str, then, *, label: str = ..., style: str = ..., fields=...) -> None: ...
    def answered(self, widget, token, values) -> None: ...
    def export_frame(self, df: pd.DataFrame, name: str, kind: str) -> None: ...
    def export_shown(self, widget, kind: str, ids=...) -> None: ...
    def choose(self, unique_id: str, row=...) -> None: ...
    def first_item(self) -> Any: ...
    def find(self, widget) -> Any: ...
    def start(self, kind: str, args, module: str = ..., *, url: str | None = ...) -> None: ...
    def cancel_job(self) -> None: ...
    def job_words(self) -> Any: ...
    def stop_work(self) -> None: ...
    def close_page(self) -> None: ...
    def parameters(self) -> Any: ...
    def read_list(self, table, kind: str, lines, *, keys=...) -> Iterator[Any]: ...
    def money(self, value) -> str: ...
    def sums_words(self, s, noun=...) -> str: ...
TAKE: Any
def store_has(store: Store, *where) -> bool: ...
def next_step(store: Store) -> str: ...
class NotAllowed(ValueError):
    ...
XLSX: str
