"""Forecast medicine demand from dispensing data and propose purchase orders: fewer stock-outs, less waste, less capital tied up

Modules:

- `pharmopt.abtest`: A/B test of an ordering policy: matched pairs of items, a confidence sequence for early stopping, and a guardrail
- `pharmopt.alerts`: Alerts: rules that find conditions in the store, their states from raised to resolved, and their delivery by e-mail
- `pharmopt.alternates`: Order at another supplier where the usual one refuses an item or delivers too late
- `pharmopt.amounts`: Parsing of quantities and prices: decimal and thousands marks by evidence, suppressed values as unknown
- `pharmopt.apart`: Foreign files read in a process of their own, with limits of memory and time
- `pharmopt.backtest`: Backtest: rolling-origin evaluation of forecasts, with the seasonal naive forecast as the reference in every table
- `pharmopt.broker`: A small Kafka broker in pure Python: one process, loopback, in memory, for notebooks, demos and tests
- `pharmopt.calibrate`: Calibration: the scatter of demand around its mean, checked against actual demand
- `pharmopt.cells`: Table files to columns of texts: delimited text, workbooks old and new, web pages, archives, Parquet and data frames
- `pharmopt.cli`: Command line interface `pharmopt`: one command for each step of the chain
- `pharmopt.clients`: Kafka clients: one interface to kafka-python and, where it is installed, confluent-kafka
- `pharmopt.codes`: Medicine codes: normalization, check digits, and parsing of scanned pack codes
- `pharmopt.connectors`: Connectors to folders, e-mail, webhooks, FHIR servers and Tryton, all with the same two methods
- `pharmopt.counts`: Stock counts: sheet, differences, confirmation, and corrections in the ledger
- `pharmopt.dashboard`: Dashboard: one widget in a notebook cell, or a page served by Voilà with access control
- `pharmopt.data`: Input data: the catalog, dispensing events, demand tables and stock, synthetic or from a pharmacy's files
- `pharmopt.date_columns`: Parsing of whole date columns: dates, months, quarters or weeks, with a question if two readings are equally good
- `pharmopt.dates`: Dates as people write them: months in words, first-of-month series, quarters and weeks, and the last day on which a lot may be used
- `pharmopt.days`: Conversion of demand periods to days, for forecasts, catalogs, plans and the twin
- `pharmopt.dead_letters`: Dead letters: list, correct and replay the messages that the processor could not use
- `pharmopt.decomposition`: Dantzig-Wolfe decomposition: plan a hundred thousand items under shared limits, by prices
- `pharmopt.doctor`: Environment check: required and optional software, services and resources, with advice for each missing one
- `pharmopt.dqn`: A DQN policy: a learned multiplier on the robust order, used only where it beats the robust order on held-out data
- `pharmopt.echelons`: Optimal levels and exact costs of multi-echelon systems: serial stocks, trees, one warehouse with retailers, repairables, lateral transshipment
- `pharmopt.errors`: Errors with the address of the documentation page that explains them
- `pharmopt.experiment`: A/B test in the pharmacy's own operation: assignment of items, nightly records, weekly evaluation and stopping rule
- `pharmopt.expiry`: One rule for the last usable day, for files, forms, messages, scans, plan, twin and pages
- `pharmopt.explain`: Explanation of a forecast: level, weekday, season, signal, members and correction, for each item and period
- `pharmopt.exports`: Named readings of public data sets and common systems' exports, as sets of reader options
- `pharmopt.forecast`: Demand forecasts: an ensemble of models that returns joint sample paths and prediction bands for each item
- `pharmopt.front`: Public names of the package, imported on first use
- `pharmopt.ids`: De-duplication: a set of millions of event ids in little memory
- `pharmopt.item_life`: New, replaced, discontinued, seasonal and never-sold items in forecast and plan
- `pharmopt.job_queue`: Job queue in the store: every window shows the progress and result of a job, and closing a window does not end it
- `pharmopt.jobs`: Background jobs of the dashboard, each in its own process: plans, simulations, deliveries and alerts
- `pharmopt.joint`: Joint replenishment: optimal cycles, order-up-to levels and can-order policies for items that share the fixed cost of an order
- `pharmopt.kpis`: Key figures, lists and charts of the dashboard, computed by the database
- `pharmopt.languages`: Texts of the page in German, French and Spanish, from one message catalog for each language
- `pharmopt.ledger`: Every change of stock as a movement, stock as of any day, and corrections that add instead of edit
- `pharmopt.lists`: Pages of proposals, orders and items: searched, filtered, sorted, counted and acted on by the database
- `pharmopt.lost_sales`: Exact costs of ordering rules for one item with lost sales, compared with the optimal policy
- `pharmopt.mdp`: Optimal ordering policies for a single item by value iteration: minimum cost, and the order in every state
- `pharmopt.models`: Members of the ensemble: ARIMA, one global LSTM, Prophet, and the cheap normalizer that all of them use
- `pharmopt.monitor`: Monitoring of the stream: lag and state of each processor, for people and for Prometheus
- `pharmopt.optimize`: Order plan: quantities, priorities and reasons, from sample paths of demand by a robust linear program
- `pharmopt.order_points`: Order points for an ERP that buys automatically: reorder point and order-up-to level of each item
- `pharmopt.orders`: Order book: each order from proposal to receipt, with a log of every step
- `pharmopt.outbox`: Transactional outbox: messages are stored before they are sent, so a crash or a retry never orders twice
- `pharmopt.page`: Base of the dashboard pages: refreshing, access rights, notices, clicks, downloads and shutdown
- `pharmopt.page_analyst`: Page *Analytics*: accuracy, calibration, simulation, cost and service, the A/B test
- `pharmopt.page_item`: Page *Item*: demand and forecast, what-if calculations, lots and orders of one item
- `pharmopt.page_items`: Page *Items*: master data of items (codes, packs, prices, status) and suppliers
- `pharmopt.page_locations`: Page *Locations*: stock by location, transfers between locations, slow items that could be pooled
- `pharmopt.page_orders`: Page *Orders*: a basket for each supplier, every order and its state, messages and the audit trail
- `pharmopt.page_receive`: Pages *Receive* and *Stock*, for a scanner and a phone: deliveries, counts, write-offs, returns and recalls
- `pharmopt.page_settings`: Page *Settings*: targets of the plan, connections of this installation, and upload of a sales history
- `pharmopt.page_today`: Page *Today*: key figures, the list of proposals, the chosen item and the alerts
- `pharmopt.periods`: Event time: assigns each event to a period and decides when a period is complete
- `pharmopt.perishables`: Optimal orders for two perishable products with substitution, and for stock with uncertain remaining life on arrival
- `pharmopt.pipeline`: Pipeline from dispensing history to order proposals in four steps: ingest, train, optimize, report
- `pharmopt.plan`: Plan of a table: its layout, the columns of date, product, location and units, and the open questions
- `pharmopt.policy`: Ordering policies: rules from past demand and present stock to orders
- `pharmopt.reader`: Sales files to demand tables: planning, summing, removal of totals, and a readable report
- `pharmopt.readings`: Options that a file needed, kept in the store for the next file with the same columns
- `pharmopt.recovery`: Recovery from a changed log: a topic that was deleted and made again, or a batch that no client can decode
- `pharmopt.replay`: Replay: recounts the whole topic into a separate table and compares it with the demand table
- `pharmopt.report`: Printable report in one HTML file: forecast, orders and their reasons
- `pharmopt.restore`: Restore a checked backup as the store, never over a store in use
- `pharmopt.robust_rules`: Robust optimization of orders: the budgeted plan and affine decision rules, optimal for the worst demand of an uncertainty set
- `pharmopt.roles`: Roles of table columns, from names in seven languages and from the values, with a question for ambiguous columns
- `pharmopt.routine`: Repeated imports into an existing store: sales revisions, stock counts, open orders and catalogs
- `pharmopt.rows`: Lines of the lists of proposals, orders and transfers: displayed fields, buttons, forms and parsing of typed values
- `pharmopt.safe_text`: Text of others as mere text: in Markdown, in pictures, in spreadsheets and in kept messages
- `pharmopt.sales_plan`: Plan of a sales table: layout, date, product, location and units, from options, names and values
- `pharmopt.settings`: Settings of an installation, read once from `settings.ini` and the environment
- `pharmopt.simulate`: Digital twin of the stock: simulated cost, service and waste of a policy on a demand history
- `pharmopt.spread_calibration`: Calibration of the demand spread over protection periods, from earlier plans and actual demand
- `pharmopt.stock_commands`: Commands for stock counts, stock movements, deliveries and suppliers
- `pharmopt.store`: Database of demand, stock, orders, forecasts and stream state: SQLite by default, PostgreSQL by URL
- `pharmopt.stream`: Stream processing: dispensing events from a Kafka topic, summed into the demand table exactly once
- `pharmopt.subprocesses`: Child processes for long work, which end with the page that started them
- `pharmopt.supplier_terms`: Price breaks, order multiples, minimum order value and free freight, for all lines of a supplier together
- `pharmopt.suppliers`: Supplier calendars, delivery days and price breaks
- `pharmopt.supply_risk`: Optimal order quantities and levels under supply disruptions and random yield
- `pharmopt.tables`: Files of stock on hand, catalog data and open orders
- `pharmopt.textbook`: Textbook formulas for order quantities, reorder points and safety stocks, each tested against a published example
- `pharmopt.transfers`: Transfers of stock between locations by a linear program, and the value of pooling slow, short-lived items
- `pharmopt.ubl`: Orders, order responses and despatch advices as UBL 2.1 documents of the Peppol network
- `pharmopt.warehouse_play`: Simulated cost and service of one warehouse and several different retailers, with lost sales, allocation rules, capacities and special deliveries
- `pharmopt.widgets`: Dashboard widgets (table, chart, form, search box, header) as small anywidget modules without HTML strings"""

__version__ = "0.1.0"

from .front import PUBLIC, lazy as __getattr__, names as __dir__, open_front_door
__all__ = list(PUBLIC)
open_front_door()
