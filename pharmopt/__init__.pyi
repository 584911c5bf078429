# What a type checker sees of the front door; front.py loads the names when they are used.
from . import policy as policies
from .broker import broker as broker
from .dashboard import dashboard as dashboard
from .data import load_sales as load_sales, make_catalog as make_catalog, make_prescriptions as make_prescriptions, to_demand as to_demand
from .forecast import Ensemble as Ensemble
from .optimize import plan_orders as plan_orders
from .orders import OrderBook as OrderBook
from .pipeline import run_pipeline as run_pipeline
from .simulate import compare as compare, simulate as simulate
from .store import Store as Store
from .stream import Processor as Processor, produce as produce

__version__: str
