# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import csv, io, json
from .edifact import decode_edi, edifact_order_change, edifact_orders, encode_edi, ordered_as, parse_edifact
from .fhir import dispense_events, fhir_supply_requests, parse_medication_dispense, parse_supply_delivery, pseudonym, read_dispenses, supply_news
from .hl7 import hl7_events, parse_hl7, read_hl7
from .ubl import parse_ubl, ubl_order, ubl_order_change
from .x12 import control_of, parse_x12, x12_850, x12_860

__all__ = ['FORMATS', 'order_csv', 'read_answer', 'write_order', 'parse_edifact', 'parse_x12', 'parse_medication_dispense', 'parse_supply_delivery', 'parse_hl7', 'parse_ubl', 'ubl_order', 'ubl_order_change', 'read_hl7', 'hl7_events', 'read_dispenses', 'dispense_events', 'edifact_orders', 'edifact_order_change', 'x12_850', 'x12_860', 'fhir_supply_requests', 'pseudonym']
def order_csv(order: dict) -> str: ...
def read_answer(content: str | bytes) -> list[dict]: ...
FORMATS: Any
def write_order(format: str, payload: dict, kind: str = ..., *, sender: str = ..., recipient: str = ...) -> bytes: ...
