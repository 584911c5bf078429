# What a type checker sees of the front door; front.py loads the names when they are used.
from . import policy as policies
from .backtest import backtest as backtest, evaluate as evaluate
from .broker import broker as broker
from .codes import normalize_code as normalize_code, parse_gs1 as parse_gs1
from .dashboard import dashboard as dashboard
from .data import load_catalog as load_catalog, load_open_orders as load_open_orders, load_sales as load_sales, load_stock as load_stock, make_catalog as make_catalog, make_prescriptions as make_prescriptions, to_demand as to_demand, utility as utility
from .forecast import Ensemble as Ensemble
from .messages import parse_edifact as parse_edifact, parse_hl7 as parse_hl7, parse_medication_dispense as parse_medication_dispense, parse_supply_delivery as parse_supply_delivery, parse_x12 as parse_x12
from .optimize import plan_orders as plan_orders, stock_levels as stock_levels
from .orders import OrderBook as OrderBook
from .pipeline import run_pipeline as run_pipeline
from .policy import base_stock as base_stock, dqn as dqn, min_max as min_max, robust as robust, s_S as s_S, smdp as smdp, weekly_par as weekly_par
from .simulate import compare as compare, simulate as simulate
from .store import Store as Store
from .stream import Processor as Processor, produce as produce

__version__: str
