"The store under several processes, against its migrations, and with secrets in its address."
import datetime as dt, subprocess, sys, textwrap, uuid
import pandas as pd, pytest
from pharmopt.data import NANO
import sqlalchemy as sa
from pharmopt.store import SCHEMA, Batch, Fenced, Store, StoreError, _meta, tables

DAY = dt.datetime(2026, 1, 5)
def event(i, units=1): return (uuid.UUID(int=i).bytes, f'S1/{i%7}', DAY+dt.timedelta(i%3), units*NANO, False)

def test_migrations_make_the_tables_of_the_code(tmp_path):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    with Store(tmp_path/'s.db').engine.connect() as c: assert compare_metadata(MigrationContext.configure(c), _meta)==[]

def test_two_processes_opening_a_new_store(tmp_path):
    code = f"from pharmopt.store import Store; print(Store({str(tmp_path/'s.db')!r}).version())"
    both = [subprocess.Popen([sys.executable, '-c', code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    for p in both:
        out, err = p.communicate(timeout=60)
        assert p.returncode==0 and out.strip()==SCHEMA, err

OLD_SEEN = sa.table('seen', *map(sa.column, ('topic', 'event_id', 'part')), sa.column('ds', sa.DateTime))

def _made_by_0001(url):
    "A store as the first schema left it, with 45,000 events counted by two partitions and a dead letter"
    from alembic import command
    from alembic.config import Config
    cfg, engine = Config(), sa.create_engine(url)
    cfg.set_main_option('script_location', 'pharmopt:migrations')
    with engine.begin() as c:
        cfg.attributes['connection'] = c
        command.upgrade(cfg, '0001')
        c.execute(sa.insert(OLD_SEEN), [dict(topic='rx', event_id=event(i)[0], part=i%2, ds=event(i)[2]) for i in range(45_000)])
        for part in (0, 1): c.execute(sa.text("INSERT INTO positions (topic, part, cluster_id, next) VALUES ('rx', :part, 'log', 22500)"), dict(part=part))
        c.execute(sa.text("INSERT INTO dead_letters (cluster_id, topic, part, record_offset, raw, relayed) VALUES ('log', 'rx', 0, 7, :raw, :no)"), dict(raw=b'{oops', no=False))
        c.execute(sa.text("INSERT INTO forecasts (run_id, unique_id, ds, name, value) VALUES ('r', 'S1/A', :ds, 'Ensemble', 2.5)").bindparams(sa.bindparam('ds', DAY, sa.DateTime)))
    engine.dispose()

@pytest.mark.parametrize('kind', ['sqlite', 'postgres'])
def test_ids_known_to_the_first_schema_stay_known(tmp_path, request, kind):
    url = f'sqlite:///{tmp_path}/s.db' if kind=='sqlite' else request.getfixturevalue('postgres_url')
    _made_by_0001(url)
    s = Store(url)
    again = [event(i) for i in range(0, 45_000, 9)]
    done = s.commit(Batch('log', 'rx', 0, 22500, 22501, None, again+[event(45_000)]))
    assert done==dict(new=1, duplicates=5000, late=0, dead=0)
    assert s.dead_letters()[['size', 'status']].values.tolist()==[[5, 'open']]
    assert s.forecast('r')[['unique_id', 'ds', 'Ensemble']].values.tolist()==[['S1/A', pd.Timestamp(DAY), 2.5]]
    assert len(s.frame(tables.seen.select()))==5 and s.forget_seen('rx', DAY+dt.timedelta(9))==45_001

@pytest.mark.parametrize('kind', ['sqlite', 'postgres'])
def test_a_forecast_comes_back_as_it_was(tmp_path, request, kind):
    "Times of day, values that are missing, and names that a database might read as its own signs"
    s = Store(f'sqlite:///{tmp_path}/s.db' if kind=='sqlite' else request.getfixturevalue('postgres_url'))
    table = pd.DataFrame(dict(unique_id=['S1/A\t1', "S1/B'\\N"]*2, ds=pd.to_datetime(['2026-01-05 07:00', '2026-01-05 07:00', '2026-01-05 08:00', '2026-01-05 08:00']),
                              Ensemble=[1.5, float('nan'), 1e-9, 3], **{'Ensemble-hi-95': [2, 3, 4, 5]}))
    run = s.start_run('train')
    s.save_forecast(run, table)
    s.finish_run(run)
    got = s.forecast()[table.columns.tolist()].sort_values(['ds', 'unique_id'], ignore_index=True)
    pd.testing.assert_frame_equal(got, table.sort_values(['ds', 'unique_id'], ignore_index=True), check_dtype=False)

def test_a_large_forecast_keeps_the_log_small(tmp_path, monkeypatch):
    "Saved in parts, SQLite's log never holds the whole table; the run is read when all of it is there"
    table = pd.DataFrame(dict(unique_id=[f'S1/{i:04d}' for i in range(2000)], ds=pd.Timestamp(DAY), Ensemble=1., Theta=2.))
    def log(name, rows):
        monkeypatch.setattr('pharmopt.store.FORECAST_ROWS', rows)
        s = Store(tmp_path/name)
        s._checkpoint_pages = 20; s.engine.dispose()                  # the log is folded back early, so that the table may be small
        run = s.start_run('train')
        s.save_forecast(run, table)
        s.finish_run(run)
        assert s.forecast()[table.columns.tolist()].equals(table)
        return (tmp_path/f'{name}-wal').stat().st_size
    assert log('parts.db', 200)<.5*log('whole.db', 10**9)

def test_a_newer_schema_is_refused(tmp_path):
    s = Store(tmp_path/'s.db')
    with s.begin() as c: c.exec_driver_sql("UPDATE alembic_version SET version_num='9999'")
    with pytest.raises(StoreError, match='install a newer pharmopt'): Store(tmp_path/'s.db')

def test_competing_processors_count_once(tmp_path):
    "Two processes apply the same log; whoever is late at an offset is fenced, and the sum is that of the log"
    Store(tmp_path/'s.db')
    code = textwrap.dedent(f"""
        import sys; sys.path.insert(0, {str(__file__.rsplit('/', 1)[0])!r})
        from test_store import event
        from pharmopt.store import *
        s, fenced = Store({str(tmp_path/'s.db')!r}), 0
        while True:
            at = s.positions('rx').get(0)
            n = at.next if at else 0
            if n>=2000: break
            try: s.commit(Batch('log', 'rx', 0, n, n+20, None, [event(i) for i in range(n, n+20)]))
            except Fenced: fenced += 1
        print(fenced)""")
    both = [subprocess.Popen([sys.executable, '-c', code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    outs = [p.communicate(timeout=120) for p in both]
    assert all(p.returncode==0 for p in both), outs
    assert sum(Store(tmp_path/'s.db').demand_total().values())==2000*NANO

def test_a_failing_commit_leaves_nothing(tmp_path):
    s = Store(tmp_path/'s.db')
    bad = Batch('log', 'rx', 0, 0, 2, None, [event(1), (b'x'*16, None, DAY, NANO, False)])
    with pytest.raises(Exception): s.commit(bad)
    assert s.positions('rx')=={} and s.demand_total()=={} and len(s.frame(tables.seen.select()))==0

def test_sums_do_not_depend_on_the_order(tmp_path):
    import random
    nanos = [round(x*NANO) for x in (.1, .2, .3, 3.5103125, 22.3333333, .416666667)]
    totals = set()
    for seed in range(5):
        s, order = Store(tmp_path/f'{seed}.db'), list(enumerate(nanos))
        random.Random(seed).shuffle(order)
        for k,(i,n) in enumerate(order): s.commit(Batch('log', 'rx', 0, k, k+1, None, [(uuid.UUID(int=i).bytes, 'S1/A', DAY, n, False)]))
        totals.add((s.demand_total()['S1/A'], s.demand().y.iloc[0]))
    assert totals=={(sum(nanos), sum(nanos)/NANO)}

def test_a_repeat_in_a_later_batch_is_not_counted(tmp_path):
    s = Store(tmp_path/'s.db')
    s.commit(Batch('log', 'rx', 0, 0, 2, None, [event(1), event(2)]))
    assert s.commit(Batch('log', 'rx', 0, 2, 4, None, [event(2), event(9)]))['duplicates']==1
    assert sum(s.demand_total().values())==3*NANO

def test_a_repeat_in_another_partition_of_the_same_poll_is_counted_once(tmp_path):
    s = Store(tmp_path/'s.db')
    done = s.commit(Batch('log', 'rx', 0, 0, 2, None, [event(1), event(2)]), Batch('log', 'rx', 1, 0, 2, None, [event(2), event(9)]))
    assert (done['new'], done['duplicates'])==(3, 1) and sum(s.demand_total().values())==3*NANO

def test_passwords_are_not_shown():
    with pytest.raises(StoreError) as e: Store('postgresql+psycopg://me:s3cret@127.0.0.1:1/none')
    assert 's3cret' not in str(e.value)

def test_postgresql_holds_the_same(postgres_url, tmp_path):
    "Migrations, commits with repeats, lots, orders and forecasts, on PostgreSQL and on SQLite side by side"
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from pharmopt.orders import OrderBook
    import pandas as pd
    stores = [Store(postgres_url), Store(tmp_path/'s.db')]
    with stores[0].engine.connect() as c: assert compare_metadata(MigrationContext.configure(c), _meta)==[]
    plan = pd.DataFrame(dict(unique_id=['S1/1'], order_quantity=[20.], packs=[2], due=pd.Timestamp('2026-02-01'), priority=[1], urgency=['now'], reason=['low']))
    for s in stores:
        s.commit(Batch('log', 'rx', 0, 0, 60, DAY, [event(i%50) for i in range(60)], [(7, 'bad', b'\x00\xff')]))
        with pytest.raises(Fenced): s.commit(Batch('log', 'rx', 0, 0, 60, DAY, [event(99)]))
        s.save_lots(pd.DataFrame(dict(unique_id='S1/1', lot=['A','B'], expiry=pd.to_datetime(['2026-03-01','2026-02-01']), on_hand=[5.,1.])))
        counts = s.commit(Batch('log', 'rx', 0, 60, 62, DAY, [event(50, 3), event(3)]), dispense=True)       # the second came before
        assert (counts['new'], counts['duplicates'])==(1, 1)
        book = OrderBook(s)
        order, = book.propose(plan, pd.DataFrame(dict(unique_id=['S1/1'], name='A', supplier_id='S', unit_cost=1.)))
        for act in (book.approve, book.send, lambda o: book.receive(o, 8, 'C', expiry='2027-01-01')): act(order)
        run = s.start_run('train')
        s.save_forecast(run, pd.DataFrame(dict(unique_id=['S1/1'], ds=[pd.Timestamp(DAY)], Ensemble=[1.25])))
        s.finish_run(run)
    a, b = stores
    assert a.demand_total()==b.demand_total() and len(a.demand_total())==7
    assert a.lots().equals(b.lots()) and a.open_orders().quantity.tolist()==[12.]
    assert a.demand().equals(b.demand()) and a.forecast().equals(b.forecast())
    assert a.dead_letters().raw.map(bytes).tolist()==[b'\x00\xff'] and a.positions('rx')==b.positions('rx')
    a.close()

def test_the_log_is_bounded_while_a_reader_comes_and_goes(tmp_path):
    "A writer that never pauses, and a reader whose transactions overlap it: the write-ahead log begins anew"
    import sqlite3, threading
    store, stop, largest = Store(tmp_path/'a.db'), threading.Event(), 0
    def read():
        while not stop.is_set():
            c = sqlite3.connect(tmp_path/'a.db')
            c.execute('BEGIN'); c.execute('SELECT count(*) FROM parameters').fetchone(); stop.wait(.1)
            c.execute('COMMIT'); c.close(); stop.wait(.02)
    reader = threading.Thread(target=read); reader.start()
    try:
        with store.checkpointing(every=.01, limit=1<<20):
            for i in range(150):
                with store.engine.connect().execution_options(writes=True) as c, c.begin():
                    c.execute(sa.text('INSERT OR REPLACE INTO parameters(name, value) VALUES (:n, :v)'), dict(n=f'p{i%3}', v='"'+'x'*100_000+'"'))
                largest = max(largest, (tmp_path/'a.db-wal').stat().st_size)
    finally: stop.set(); reader.join()
    assert largest<2<<20, largest        # without restarts the log holds all 15 MB that were written
    store.close()

@pytest.mark.skipif(sys.platform=='win32', reason='file modes of POSIX')
def test_store_and_backup_are_readable_by_their_owner_alone(tmp_path):
    "Whatever the account's umask lets through"
    import os
    before = os.umask(0o022)
    try:
        store = Store(tmp_path/'a.db')
        store.backup(tmp_path/'b.db')
        assert {p.name: oct(p.stat().st_mode & 0o777) for p in tmp_path.iterdir()}=={p.name: '0o600' for p in tmp_path.iterdir()}
        assert (tmp_path/'b.db').exists()
        store.close()
    finally: os.umask(before)
