"""From prescriptions, as they are dispensed, to the orders a pharmacy should place

Modules:

- `pharmopt.backtest`: Would the forecast have been right? Rolling origins, honest metrics, seasonal naive always beside
- `pharmopt.broker`: A small Kafka broker in pure Python: one process, loopback, in memory, for notebooks, demos and tests
- `pharmopt.cli`: `pharmopt`: every step of the chain as a command
- `pharmopt.clients`: kafka-python, or confluent-kafka where it is installed, behind one small door
- `pharmopt.dashboard`: What a pharmacist sees and can change, live, in a notebook cell or as a page of its own
- `pharmopt.data`: What a medicine, a day and a unit of demand are, and where they come from
- `pharmopt.doctor`: What this machine has, what is missing, and what each missing thing would enable
- `pharmopt.execute`: From a proposed order to stock on the shelf, with every step on record
- `pharmopt.flow`: The whole chain as four steps: ingest, train, optimise, report
- `pharmopt.forecast`: What each item will need, and how sure we are
- `pharmopt.ids`: Which events were counted already: a set of millions of ids in little memory
- `pharmopt.letters`: Messages that could not be used: look at them, mend them, and let them be counted after all
- `pharmopt.models`: The members of the ensemble: ARIMA, one global LSTM, Prophet, and the cheap normaliser under all of them
- `pharmopt.monitor`: Is the stream keeping up? For people, and for Prometheus
- `pharmopt.optimize`: How much to order today, of what first, and why
- `pharmopt.policy`: Rules that turn what a pharmacy can see today into orders
- `pharmopt.replay`: Count the whole topic again, into a table of its own, and compare
- `pharmopt.report`: A page a pharmacist can print: what was forecast, what to order and why
- `pharmopt.settings`: What an operator may change, read once, at the edge
- `pharmopt.simulate`: A digital twin of the shelves: what would a policy have cost on this history?
- `pharmopt.store`: One database that every part can trust: SQLite by default, PostgreSQL by URL
- `pharmopt.stream`: How dispensing events become the demand table while they arrive
- `pharmopt.window`: Which period an event belongs to, and when a period is complete"""

__version__ = "0.1.0"
