"""From prescriptions, as they are dispensed, to the orders a pharmacy should place

Modules:

- `pharmopt.broker`: A small Kafka broker in pure Python: one process, loopback, in memory, for notebooks, demos and tests
- `pharmopt.data`: What a medicine, a day and a unit of demand are, and where they come from
- `pharmopt.execute`: From a proposed order to stock on the shelf, with every step on record
- `pharmopt.report`: A page a pharmacist can print: what was forecast, what to order and why
- `pharmopt.settings`: What an operator may change, read once, at the edge
- `pharmopt.store`: One database that every part can trust: SQLite by default, PostgreSQL by URL"""

__version__ = "0.1.0"
