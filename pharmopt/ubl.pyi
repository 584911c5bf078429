# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import datetime as dt, re
import xml.etree.ElementTree as ET
from .answers import counted, line_number, lot_news, news, number, once, problem
from .dates import parse_expiry
from .edifact import ordered_as

__all__ = ['ubl_order', 'ubl_order_change', 'parse_ubl']
def ubl_order(order: dict, sender: str = ..., recipient: str = ...) -> str: ...
def ubl_order_change(order: dict, sender: str = ..., recipient: str = ...) -> str: ...
def parse_ubl(text: str) -> list[dict]: ...
