"""From prescriptions, as they are dispensed, to the orders a pharmacy should place

Modules:

- `pharmopt.store`: One database that every part can trust: SQLite by default, PostgreSQL by URL"""

__version__ = "0.1.0"
