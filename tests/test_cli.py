"What a user can do wrong, and what the command answers: one line, what to do, exit code not zero, and a store that still opens."
import os, re, signal, socket, sqlite3, subprocess, sys, time, urllib.request
import pytest
from command import command
from pharmopt.store import Store, StoreError

def pharmopt(*args, cwd, timeout=120, **env):
    p = command(*args, cwd=cwd, timeout=timeout, **env)
    return p.returncode, p.stdout, p.stderr

def one_line(err):
    lines = err.strip().splitlines()
    return len(lines)==1 and lines[0].startswith('pharmopt: ') and 'Traceback' not in err

WIDE = 'date,A,B\n' + '\n'.join(f'2026-01-{d:02d},{d%4},{d%3}' for d in range(1, 29)) + '\n'
LONG = 'date,A,B\n' + '\n'.join(f'2026-{m:02d}-{d:02d},{d%4+.25},{d%3}' for m in range(1, 6) for d in range(1, 29)) + '\n'

@pytest.mark.parametrize('name, content, says', [
    ('missing.csv', None, 'missing.csv'),
    ('empty.csv', '', 'empty'),
    ('words.csv', 'color,shape\nred,round\nblue,square\n', 'date'),
    ('negative.csv', WIDE.replace('2026-01-05,1,2', '2026-01-05,-1,2'), '-1'),
    ('prose.csv', 'this is a letter and not a table\n'*5, 'date'),
    ('longname.csv', WIDE.replace('date,A,B', 'date,A,'+'b'*101), '101 characters'),
])
def test_bad_sales_files(tmp_path, name, content, says):
    if content is not None: (tmp_path/name).write_text(content)
    code, out, err = pharmopt('run', '--sales', name, '--store', 'shop.db', '--quiet', cwd=tmp_path)
    assert code==1 and one_line(err) and says in err, err
    assert len(Store(tmp_path/'shop.db').runs('ingest'))==0

@pytest.mark.parametrize('ini, says', [
    ('[optimize]\nservice_lvel = 0.9\n', "line 2: unknown key 'service_lvel'"),
    ('[optimize]\nfill_rate = 95\n', 'between 0 and 1'),
    ('[nonsense]\n', 'unknown section'),
])
def test_bad_settings(tmp_path, ini, says):
    (tmp_path/'settings.ini').write_text(ini)
    code, out, err = pharmopt('doctor', cwd=tmp_path)
    assert code==1 and one_line(err) and says in err

def test_store_that_cannot_be_written(tmp_path):
    (tmp_path/'file').write_text('')
    code, out, err = pharmopt('db', 'init', '--store', tmp_path/'file'/'shop.db', cwd=tmp_path)
    assert code==1 and one_line(err) and '--store' in err
    folder = tmp_path/'locked'; folder.mkdir(); folder.chmod(0o555)
    if os.access(folder, os.W_OK): pytest.skip('this user may write into read-only folders')
    code, out, err = pharmopt('db', 'init', '--store', folder/'shop.db', cwd=tmp_path)
    assert code==1 and one_line(err) and 'writable' in err

def test_broker_down(tmp_path):
    with socket.socket() as s: s.bind(('127.0.0.1', 0)); port = s.getsockname()[1]
    (tmp_path/'sales.csv').write_text(WIDE)
    for args in (['run', '--sales', 'sales.csv'], ['consume', '--duration', 2]):
        code, out, err = pharmopt(*args, '--store', 'shop.db', '--bootstrap-servers', f'127.0.0.1:{port}', '--quiet', cwd=tmp_path)
        assert code==1 and one_line(err) and str(port) in err, err
    assert Store(tmp_path/'shop.db').demand_total()=={}

def test_dead_letters_status_and_replay(tmp_path):
    "From a bad message to demand by commands alone"
    from kafka import KafkaProducer
    from pharmopt.broker import broker
    (tmp_path/'sales.csv').write_text(WIDE)
    with broker() as address:
        def call(*args): return pharmopt(*args, '--store', 'shop.db', cwd=tmp_path, PHARMOPT_KAFKA_BOOTSTRAP_SERVERS=address)
        code, out, err = call('replay')
        assert code==1 and one_line(err) and 'there is no store at shop.db' in err
        assert call('produce', '--from-file', 'sales.csv', '--rate', 10_000, '--quiet')[0]==0
        p = KafkaProducer(bootstrap_servers=address)
        p.send('prescriptions', b'{"event_id": "0b8a1f0e-7a52-4a55-9f0c-3d4d4a1f1f10", "event_time": "2026-01-28T08:15:00Z", "location_id": "S1", "medicine_id": "A", "quantity": "4"}'); p.send('prescriptions', b'\x1b[31mno'); p.close()
        assert call('consume', '--until-end', '--quiet')[0]==0
        code, out, err = call('dead-letters', 'list')
        assert code==0 and '\x1b' not in out and '\\x1b[31mno' in out
        wrong, torn = [next(l.split()[0] for l in out.splitlines() if t in l) for t in ('does not fit the schema', 'not a JSON object')]
        assert 'offset' in call('dead-letters', 'show', wrong)[1]
        for args, says in ((['fix', wrong, '--set', 'color=red'], '--set must be field=value'), (['fix', torn, '--set', 'quantity=1'], 'give the whole message'), (['fix', wrong], 'give --set'), (['replay', 'nonsense'], "no such dead letter"),
                           (['replay', torn], 'would be rejected again'), (['list', '--status', 'lost'], 'status must be one of')):
            code, out, err = call('dead-letters', *args)
            assert code==1 and one_line(err) and says in err, err
        assert call('dead-letters', 'fix', wrong, '--set', 'quantity=4')[0]==0
        assert call('dead-letters', 'drop', torn, '--note', 'noise')[0]==0
        assert '1 letters sent' in call('dead-letters', 'replay')[1]
        child = subprocess.Popen([sys.executable, '-m', 'pharmopt.cli', 'consume', '--name', 'till-1', '--metrics-port', '0', '--store', 'shop.db'], cwd=tmp_path, env=os.environ|dict(PHARMOPT_KAFKA_BOOTSTRAP_SERVERS=address), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        url = child.stderr.readline().split()[-1]
        until = time.time()+20
        while 'pharmopt_new_total{processor="till-1",topic="prescriptions"} 1.0' not in (text := urllib.request.urlopen(url).read().decode()): assert time.time()<until, text; time.sleep(.1)
        code, out, err = call('status')
        assert code==0 and 'till-1' in out and 'running' in out
        child.kill(); child.wait()
        code, out, err = call('replay')
        assert code==0 and 'all equal' in out, out+err
        s = Store(tmp_path/'shop.db')
        assert sum(s.demand_total().values())==(sum(d%4+d%3 for d in range(1, 29))+4)*10**9
        assert s.dead_letters().status.tolist().count('replayed')==1
        with s.begin() as c: c.exec_driver_sql('UPDATE demand SET y_nano = y_nano+1 WHERE unique_id = (SELECT min(unique_id) FROM demand)'); c.exec_driver_sql("UPDATE processors SET at = '2026-01-01'")
        assert call('replay')[0]==1 and call('status')[0]==1

def test_dashboard_port_in_use(tmp_path):
    Store(tmp_path/'shop.db').close()
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0)); s.listen()
        code, out, err = pharmopt('dashboard', '--store', 'shop.db', '--port', s.getsockname()[1], cwd=tmp_path)
    assert code==1 and one_line(err) and 'port' in err, err

def test_secrets_stay_out_of_messages(tmp_path):
    code, out, err = pharmopt('db', 'init', cwd=tmp_path, PHARMOPT_STORE_URL='postgresql+psycopg://me:s3cret@127.0.0.1:1/none')
    assert code==1 and one_line(err) and 's3cret' not in err

def test_ctrl_c_then_the_same_command_again(tmp_path):
    "Stopped in the middle of the stream, the store opens, and a second run ends with equal sums and nothing twice"
    args = [sys.executable, '-m', 'pharmopt.cli', 'run', '--store', 'shop.db', '--quiet']
    env = os.environ | dict(PHARMOPT_DATA_N_MEDICINES='16', PHARMOPT_DATA_N_DAYS='400', PHARMOPT_DATA_END='2026-03-31', PHARMOPT_FORECAST_MODELS='arima')
    p = subprocess.Popen(args, cwd=tmp_path, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    until = time.monotonic()+60
    while time.monotonic()<until and p.poll() is None:
        if (tmp_path/'shop.db').exists() and sum(Store(tmp_path/'shop.db').demand_total().values()): break
        time.sleep(.05)
    p.send_signal(signal.SIGINT)
    out, err = p.communicate(timeout=60)
    assert p.returncode==130 and one_line(err), (p.returncode, err)
    partly = sum(Store(tmp_path/'shop.db').demand_total().values())
    assert partly>0
    p = subprocess.run(args, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=300)
    assert p.returncode==0, p.stderr
    sums = Store(tmp_path/'shop.db').runs('ingest').detail.iloc[0]['sums']
    assert sums['differing']==[] and sums['units_stored']==sums['units_sent']
    assert 'nothing lost, nothing twice' in p.stdout

def test_two_runs_on_one_store_at_once(tmp_path):
    (tmp_path/'sales.csv').write_text(LONG)
    args = [sys.executable, '-m', 'pharmopt.cli', 'run', '--sales', 'sales.csv', '--store', 'shop.db', '--quiet']
    both = []
    for i in range(2):
        both.append(subprocess.Popen([*args, '--models', f'models{i}', '--report', f'{i}.html'], cwd=tmp_path, env=os.environ|dict(PHARMOPT_FORECAST_MODELS='arima'), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
        time.sleep(.7)
    said = [p.communicate(timeout=200) for p in both]
    assert [p.returncode for p in both]==[0, 0], said
    assert all('nothing twice' in out for out,_ in said), said

def test_a_short_history_says_how_much_is_needed(tmp_path):
    (tmp_path/'sales.csv').write_text(WIDE)
    code, out, err = pharmopt('run', '--sales', 'sales.csv', '--store', 'shop.db', '--quiet', cwd=tmp_path)
    assert code==1 and one_line(err) and '28 periods' in err and 'at least 32' in err and 'PHARMOPT_FORECAST_HORIZON' in err, err
    code, out, err = pharmopt('run', '--sales', 'sales.csv', '--store', 'shop.db', '--quiet', cwd=tmp_path, PHARMOPT_FORECAST_HORIZON='10', PHARMOPT_FORECAST_MODELS='arima')
    assert code==0, err

@pytest.mark.parametrize('args, env, code, says', [
    (['optimize', '--top', '-1'], {}, 2, '--top'),
    (['simulate', '--seeds', '0'], {}, 2, '--seeds'),
    (['db', 'init'], dict(PHARMOPT_OPTIMIZE_BUGET='5'), 1, "unknown key 'buget'"),
])
def test_bad_options_and_variables(tmp_path, args, env, code, says):
    got, out, err = pharmopt(*args, '--store', 'shop.db', cwd=tmp_path, **env)
    assert got==code and says in err and 'Traceback' not in err, err

def test_reset_takes_no_for_an_answer(tmp_path):
    Store(tmp_path/'shop.db').close()
    p = subprocess.run([sys.executable, '-m', 'pharmopt.cli', 'db', 'reset', '--store', 'shop.db'], input='n\n', cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert p.returncode==1 and 'nothing was changed' in p.stdout and 'continues' not in p.stderr, p.stderr

def test_doctor(tmp_path):
    "All that is needed is here, so it ends well whatever optional things are absent; a Kafka that is named and away is an error"
    code, out, err = pharmopt('doctor', '--store', tmp_path/'shop.db', cwd=tmp_path)
    assert code==0 and 'MISSING' not in out and 'All that a run needs is here' in out, out+err
    with socket.socket() as s: s.bind(('127.0.0.1', 0)); port = s.getsockname()[1]
    (tmp_path/'settings.ini').write_text(f'[kafka]\nbootstrap_servers = 127.0.0.1:{port}\n')
    code, out, err = pharmopt('doctor', '--store', tmp_path/'shop.db', cwd=tmp_path)
    assert code==1 and 'no Kafka broker answered at' in out and out.rstrip().endswith('1 needed thing is missing; see the lines marked MISSING'), out+err
    assert 'Traceback' not in out+err

@pytest.mark.parametrize('module', ['voila', 'ipykernel'])
def test_the_dashboard_says_what_is_missing(tmp_path, module):
    "A page without a kernel would answer every visitor with an error"
    Store(tmp_path/'s.db').close()
    code = f"import sys; sys.modules[{module!r}] = None; from pharmopt.cli import main; sys.argv = ['pharmopt', 'dashboard', '--port', '0', '--store', 'sqlite:///s.db']; main()"
    done = subprocess.run([sys.executable, '-c', code], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode and f"{module} is missing; run: pip install 'pharmopt[dashboard]'" in done.stderr and 'Traceback' not in done.stderr, done.stderr

def test_port_0_is_any_that_is_free(tmp_path):
    "It is said which"
    Store(tmp_path/'s.db').close()
    code = ("import sys; from pharmopt import dashboard; from pharmopt.cli import main; dashboard._served = lambda *a: sys.exit(3); "      # before the page opens
            "sys.argv = ['pharmopt', 'dashboard', '--port', '0', '--store', 'sqlite:///s.db']; main()")
    done = subprocess.run([sys.executable, '-c', code], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    said = re.search(r'http://127.0.0.1:(\d+)/', done.stdout)
    assert done.returncode==3 and said and int(said[1]) not in (0, 8866), done

@pytest.mark.parametrize('args', [['optimize'], ['train'], ['status'], ['orders', 'list'], ['catalog', 'show'], ['stock', 'show'], ['dead-letters', 'list'], ['report', '--to', 'r.html'], ['watch', '--rounds', 1],
                                  ['export', 'orders', '--to', 'o.csv'], ['db', 'backup', 'b.db'], ['simulate'], ['experiment', 'status'], ['dashboard', '--port', 0]])
def test_a_mistyped_store_is_refused_and_not_made(tmp_path, args, capsys):
    from pharmopt.cli import main
    with pytest.raises(SystemExit) as e: main([*map(str, args), '--store', str(tmp_path/'shpo.db')])
    err = capsys.readouterr().err
    assert e.value.code==1 and 'there is no store at' in err and err.count('\n')==1 and not list(tmp_path.iterdir())

def test_old_words_are_accepted_with_a_warning(tmp_path, capsys):
    from pharmopt.cli import main, new_words
    Store(tmp_path/'shop.db').close()
    with pytest.raises(SystemExit) as e: main(['letters', 'list', '--store', str(tmp_path/'shop.db')])
    assert e.value.code==0 and 'letters is now called dead-letters' in capsys.readouterr().err
    assert new_words(['run', '--catalogue=c.csv', '--read', 'date=D', 'letters'])==['run', '--catalog=c.csv', '--sales-option', 'date=D', 'letters']

def test_doctor_looks_and_changes_nothing(tmp_path):
    code, out, err = pharmopt('doctor', '--store', 'sqlite:///new.db?timeout=5', cwd=tmp_path)
    assert 'not made yet' in out and not list(tmp_path.iterdir())
    Store(tmp_path/'old.db').close()
    with sqlite3.connect(tmp_path/'old.db') as c: c.execute("UPDATE alembic_version SET version_num='0003'")
    c.close()
    code, out, err = pharmopt('doctor', '--store', 'old.db', cwd=tmp_path)
    with sqlite3.connect(tmp_path/'old.db') as c: assert c.execute('SELECT version_num FROM alembic_version').fetchone()==('0003',)
    c.close()
    assert 'schema 0003' in out

def test_a_new_store_is_private(tmp_path):
    Store(tmp_path/'shop.db').close()
    assert (tmp_path/'shop.db').stat().st_mode & 0o077==0

@pytest.mark.parametrize('url', ['', ' ', None])
def test_an_empty_address_is_no_store_in_memory(url):
    with pytest.raises(StoreError, match='PHARMOPT_STORE_URL'): Store(url)

def test_orders_from_a_topic_by_commands_alone(tmp_path):
    "A store that was filled from Kafka gets catalog and count by command, and plans for demand that is lost or that waits"
    from pharmopt.broker import broker
    from pharmopt.orders import OrderBook
    days = [f'2026-{m:02d}-{d:02d},{d%4+3},{d%3+2}' for m in range(1, 5) for d in range(1, 29)]
    (tmp_path/'sales.csv').write_text('date,A,B\n'+'\n'.join(days)+'\n')
    (tmp_path/'catalog.csv').write_text('unique_id,unit_cost,pack_size,lead_time_mean\nA,5,10,5\nB,7,20,5\n')
    (tmp_path/'stock.csv').write_text('unique_id,on_hand\nA,3\nB,100\n')
    with broker(partitions=1) as address:
        for args in (['produce', '--from-file', 'sales.csv', '--rate', 100000, '--store', 'other.db', '--bootstrap-servers', address, '--quiet'], ['consume', '--until-end', '--store', 'shop.db', '--bootstrap-servers', address, '--quiet'],
                     ['catalog', 'load', 'catalog.csv', '--store', 'shop.db'], ['stock', 'load', 'stock.csv', '--store', 'shop.db'], ['train', '--store', 'shop.db', '--quiet'], ['optimize', '--store', 'shop.db']):
            code, out, err = pharmopt(*args, cwd=tmp_path, PHARMOPT_FORECAST_MODELS='arima', PHARMOPT_KAFKA_PARTITIONS='1')
            assert code==0, (args, err)
    assert 'proposed' in out and 'PHARMACY/A' in out
    store = Store(tmp_path/'shop.db')
    assert store.catalog().pack_size.tolist()==[10, 20] and store.lots().on_hand.tolist()==[3, 100]
    code, out, err = pharmopt('stock', 'show', '--store', 'shop.db', cwd=tmp_path)
    assert 'counted on' in out
    wanted = lambda: OrderBook(store).orders('proposed').set_index('unique_id').order_quantity['PHARMACY/A']
    lost = wanted()                                                         # 3 units for 5 days: who waits is ordered for as well
    code, out, err = pharmopt('optimize', '--unmet', 'backordered', '--store', 'shop.db', cwd=tmp_path)
    assert code==0 and wanted()>lost, err
