"""From prescriptions, as they are dispensed, to the orders a pharmacy should place

Modules:

- `pharmopt.abtest`: Trying a policy on part of the shelves, and stopping as early as honesty allows
- `pharmopt.alerts`: What somebody must know, said once, to the right person, until it is over
- `pharmopt.backtest`: Would the forecast have been right? Rolling origins, honest metrics, seasonal naive always beside
- `pharmopt.broker`: A small Kafka broker in pure Python: one process, loopback, in memory, for notebooks, demos and tests
- `pharmopt.calibrate`: How demand scatters around its mean, checked against what came
- `pharmopt.cli`: `pharmopt`: every step of the chain as a command
- `pharmopt.clients`: kafka-python, or confluent-kafka where it is installed, behind one small door
- `pharmopt.codes`: Codes of medicines: one form for each, check digits that are checked, and what a scanner reads from a pack
- `pharmopt.connectors`: Folders, e-mail, webhooks, FHIR servers and Tryton, each behind the same two methods
- `pharmopt.counts`: A stock count: sheet, differences, confirmation, and the corrections in the ledger
- `pharmopt.dashboard`: What a pharmacist sees and can change, live, in a notebook cell or as a page of its own
- `pharmopt.data`: What a medicine, a day and a unit of demand are, and where they come from
- `pharmopt.dates`: Dates as people write them: months in words, first-of-month series, quarters and weeks, and the last day on which a lot may be used
- `pharmopt.dead_letters`: Messages that could not be used: look at them, mend them, and let them be counted after all
- `pharmopt.decomposition`: Sharing limits among a hundred thousand items by prices
- `pharmopt.doctor`: What this machine has, what is missing, and what each missing thing would enable
- `pharmopt.dqn`: A learned multiplier on the robust order, with the robust order as teacher and guard
- `pharmopt.errors`: Each error names the page that explains it
- `pharmopt.experiment`: An A/B test on the pharmacy's own shelves: who orders what, what each night is written down, and when to stop
- `pharmopt.expiry`: One rule for the last usable day, for files, forms, messages, scans, plan, twin and pages
- `pharmopt.explain`: What a forecast is made of
- `pharmopt.forecast`: What each item will need, and how sure we are
- `pharmopt.ids`: Which events were counted already: a set of millions of ids in little memory
- `pharmopt.jobs`: What the control room starts in a process of its own: plans, the twin, deliveries
- `pharmopt.kpis`: What the pages show, computed by the database
- `pharmopt.ledger`: Every change of stock as a movement, stock as of any day, and corrections that add instead of edit
- `pharmopt.lists`: Pages of proposals, orders and items: searched, filtered, sorted, counted and acted on by the database
- `pharmopt.mdp`: What the best possible policy of one item would cost, and which order it places in every state
- `pharmopt.models`: The members of the ensemble: ARIMA, one global LSTM, Prophet, and the cheap normalizer under all of them
- `pharmopt.monitor`: Is the stream keeping up? For people, and for Prometheus
- `pharmopt.optimize`: How much to order today, of what first, and why
- `pharmopt.order_points`: What an ERP that buys by itself must be told: when to order an item, and up to how much
- `pharmopt.orders`: From a proposed order to stock on the shelf, with every step on record
- `pharmopt.outbox`: What leaves the house is written down first, so that a crash or a retry never orders twice
- `pharmopt.periods`: Which period an event belongs to, and when a period is complete
- `pharmopt.pipeline`: The whole chain as four steps: ingest, train, optimize, report
- `pharmopt.policy`: Rules that turn what a pharmacy can see today into orders
- `pharmopt.replay`: Count the whole topic again, into a table of its own, and compare
- `pharmopt.report`: A page a pharmacist can print: what was forecast, what to order and why
- `pharmopt.routine`: Next week's files continue a store: revisions, counts, open orders and catalogs
- `pharmopt.settings`: What an operator may change, read once, at the edge
- `pharmopt.simulate`: A digital twin of the shelves: what would a policy have cost on this history?
- `pharmopt.spread_calibration`: Whether the windows that earlier plans foresaw held what came
- `pharmopt.store`: One database that every part can trust: SQLite by default, PostgreSQL by URL
- `pharmopt.stream`: How dispensing events become the demand table while they arrive
- `pharmopt.subprocesses`: Work that takes long, in processes that end with the page that started them
- `pharmopt.textbook`: Lots, levels and safety stocks with closed forms, each beside a number somebody else published
- `pharmopt.transfers`: Slow, short-lived medicines are cheap to protect together and dear to protect apart
- `pharmopt.widgets`: A table, a chart, a form and a few more, small and free of HTML"""

__version__ = "0.1.0"
