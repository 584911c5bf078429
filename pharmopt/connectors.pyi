# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import base64, contextlib, hashlib, hmac, json, os, re, smtplib, ssl, time, uuid
import email.message, email.utils, urllib.error, urllib.parse, urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Callable
from fastcore.basics import patch
from .edifact import decode_edi
from .messages import FORMATS, fhir_supply_requests, order_csv, parse_supply_delivery, read_answer, write_order
from .answers import digest, problem
from .outbox import Refused

__all__ = ['MOST_PAGES', 'Answer', 'Done', 'Folder', 'Email', 'sign', 'Webhook', 'Fhir', 'Tryton', 'masked', 'connector']
@dataclass
class Answer:
    name: str
    content: bytes
    read: Callable
    kept: Callable
class Done(str):
    warning: Any
class Folder:
    path: Any
    format: str
    sender: str
    recipient: str
    def __init__(self, path: str | Path, format: str = ..., *, sender: str = ..., recipient: str = ...) -> None: ...
    def deliver(self, key: str, kind: str, payload: dict) -> str: ...
    def answers(self) -> list: ...
    def fetch(self) -> list[dict]: ...
class Email:
    host: str
    port: int
    tls: Any
    timeout: float
    insecure: bool
    to: Any
    sender: str
    user: str
    password: str
    def __init__(self, host: str, to, sender: str = ..., *, port: int = ..., user: str = ..., password: str = ..., timeout: float = ..., tls: bool = ..., insecure: bool = ...) -> None: ...
    def deliver(self, key: str, kind: str, payload: dict) -> str: ...
    def fetch(self) -> list[dict]: ...
def sign(secret: str, timestamp: str, body: bytes) -> str: ...
class Webhook:
    url: str
    secret: str
    timeout: float
    def __init__(self, url: str, secret: str = ..., timeout: float = ...) -> None: ...
    def deliver(self, key: str, kind: str, payload: dict) -> str: ...
    def fetch(self) -> list[dict]: ...
MOST_PAGES: int
class Fhir:
    shared: bool
    url: Any
    timeout: float
    headers: Any
    def __init__(self, url: str, token: str = ..., timeout: float = ...) -> None: ...
    def deliver(self, key: str, kind: str, payload: dict) -> str: ...
    def fetch(self) -> list[dict]: ...
class Tryton:
    page: Any
    buys: bool
    url: Any
    timeout: float
    expiry_field: str
    company: int
    headers: Any
    def __init__(self, url: str, database: str, key: str, *, company: int = ..., expiry_field: str = ..., buys: bool = ..., timeout: float = ...) -> None: ...
    def call(self, method: str, path: str, body=..., query=...) -> Any: ...
    def find(self, model: str, domain: list, *fields: str) -> list[dict]: ...
    def deliver(self, key: str, kind: str, payload: dict) -> str: ...
    def fetch(self) -> list[dict]: ...
    def stock(self, codes) -> dict: ...
    def set_order_points(self, lines: list) -> str: ...
def masked(address: str) -> str: ...
def connector(address: str, secret: str = ...) -> Any: ...
