"""Does the embedded broker keep Kafka's protocol as clients that nobody here wrote understand it? `make peers` asks them.

Each client makes a topic of three partitions, sends 1,000 messages with each compression it has, and reads them in a group, twice, with a commit between; those that know transactions commit one and abort one.
librdkafka comes with confluent-kafka, Apache Kafka's own tools with the jars of the tests; aiokafka gets an environment of its own, kafkajs and franz-go a folder of their own. A client that cannot be installed here is named as such and never counts as passed."""
import json, os, shutil, subprocess, sys, tempfile
from pathlib import Path
from bench.places import ROOT, environment
from pharmopt.broker import broker

sys.path.insert(0, str(ROOT/'tests'))

RDKAFKA = r"""
import json, sys
from confluent_kafka import Consumer, Producer
from confluent_kafka.admin import AdminClient, NewTopic
at, ok = sys.argv[1], {}
admin = AdminClient({'bootstrap.servers': at})
for f in admin.create_topics([NewTopic('rd', 3, 1)]).values(): f.result()
ok['topic'] = True
def read(group, n, **more):
    c, got, idle = Consumer({'bootstrap.servers': at, 'group.id': group, 'auto.offset.reset': 'earliest', 'enable.auto.commit': False, **more}), [], 0
    c.subscribe(['rd'])
    while len(got) < n and idle < 40:
        m = c.poll(.5)
        if m is None: idle += 1
        elif m.error() is None: got.append(m)
    c.commit(asynchronous=False); c.close()
    return got
sent = 0
for codec in ('none', 'gzip', 'snappy', 'lz4', 'zstd'):
    p = Producer({'bootstrap.servers': at, 'compression.type': codec, 'enable.idempotence': True, 'linger.ms': 5})
    for i in range(1000): p.produce('rd', key=b'%d' % (i%7), value=b'%s-%d' % (codec.encode(), i))
    ok[f'send {codec}'] = p.flush(30) == 0; sent += 1000
got = read('g', sent)
ok['read in a group'] = len({m.value() for m in got}) == sent
last, order = {}, True
for m in got:
    k = (m.value().split(b'-')[0], m.key()); i = int(m.value().split(b'-')[1]); order &= last.get(k, -1) < i; last[k] = i
ok['order by key'] = order
t = Producer({'bootstrap.servers': at, 'transactional.id': 'rd-1'}); t.init_transactions(20)
t.begin_transaction(); [t.produce('rd', b'kept-%d' % i) for i in range(10)]; t.commit_transaction(20)
t.begin_transaction(); [t.produce('rd', b'gone-%d' % i) for i in range(10)]; t.flush(10); t.abort_transaction(20)
more = read('g', 10, **{'isolation.level': 'read_committed'})
ok['goes on after its commit'] = ok['transactions'] = sorted(m.value()[:5] for m in more) == [b'kept-']*10
print(json.dumps(ok))
"""

AIOKAFKA = r"""
import asyncio, json, sys
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
at, ok = sys.argv[1], {}
async def read(n, **more):
    c = AIOKafkaConsumer('aio', bootstrap_servers=at, group_id='g', auto_offset_reset='earliest', enable_auto_commit=False, **more)
    await c.start(); got, idle = [], 0
    while len(got) < n and idle < 40:
        found = [m for ms in (await c.getmany(timeout_ms=500)).values() for m in ms]
        idle += not found; got += found
    await c.commit(); await c.stop()
    return got
async def main():
    a = AIOKafkaAdminClient(bootstrap_servers=at); await a.start(); await a.create_topics([NewTopic('aio', 3, 1)]); await a.close(); ok['topic'] = True
    sent = 0
    for codec in (None, 'gzip', 'snappy', 'lz4', 'zstd'):
        p = AIOKafkaProducer(bootstrap_servers=at, compression_type=codec, enable_idempotence=True, linger_ms=5); await p.start()
        await asyncio.gather(*[await p.send('aio', key=b'%d' % (i%7), value=b'%s-%d' % (str(codec).encode(), i)) for i in range(1000)])
        await p.stop(); ok[f'send {codec}'] = True; sent += 1000
    got = await read(sent); ok['read in a group'] = len({m.value for m in got}) == sent
    t = AIOKafkaProducer(bootstrap_servers=at, transactional_id='aio-1'); await t.start()
    async with t.transaction():
        for i in range(10): await t.send_and_wait('aio', b'kept-%d' % i)
    try:
        async with t.transaction():
            for i in range(10): await t.send_and_wait('aio', b'gone-%d' % i)
            raise KeyError
    except KeyError: pass
    await t.stop()
    more = await read(10, isolation_level='read_committed')
    ok['goes on after its commit'] = ok['transactions'] = sorted(m.value[:5] for m in more) == [b'kept-']*10
asyncio.run(main())
print(json.dumps(ok))
"""

KAFKAJS = r"""
const { Kafka, CompressionTypes, logLevel } = require('kafkajs');
const kafka = new Kafka({ brokers: [process.argv[2]], logLevel: logLevel.NOTHING }), ok = {};
async function read(n) {
  const c = kafka.consumer({ groupId: 'g', readUncommitted: false }), got = [];
  await c.connect(); await c.subscribe({ topic: 'js', fromBeginning: true });
  await new Promise(done => { const end = setTimeout(done, 30000); c.run({ eachMessage: async ({ message }) => { got.push(message.value.toString()); if (got.length >= n) { clearTimeout(end); setTimeout(done, 300); } } }); });
  await c.stop(); await c.disconnect(); return got;
}
(async () => {
  const a = kafka.admin(); await a.connect(); ok.topic = await a.createTopics({ topics: [{ topic: 'js', numPartitions: 3 }] }); await a.disconnect();
  for (const [name, compression] of [['none', CompressionTypes.None], ['gzip', CompressionTypes.GZIP]]) {
    const p = kafka.producer({ idempotent: true, maxInFlightRequests: 1 }); await p.connect();
    await p.send({ topic: 'js', compression, messages: [...Array(1000).keys()].map(i => ({ key: `${i % 7}`, value: `${name}-${i}` })) });
    await p.disconnect(); ok['send ' + name] = true;
  }
  ok['read in a group'] = new Set(await read(2000)).size === 2000;
  const t = kafka.producer({ transactionalId: 'js-1', idempotent: true, maxInFlightRequests: 1 }); await t.connect();
  const kept = await t.transaction(); await kept.send({ topic: 'js', messages: [...Array(10).keys()].map(i => ({ value: `kept-${i}` })) }); await kept.commit();
  const gone = await t.transaction(); await gone.send({ topic: 'js', messages: [...Array(10).keys()].map(i => ({ value: `gone-${i}` })) }); await gone.abort(); await t.disconnect();
  const more = await read(10);
  ok['goes on after its commit'] = ok.transactions = more.length === 10 && more.every(v => v.startsWith('kept-'));
  console.log(JSON.stringify(ok)); process.exit(0);
})().catch(e => { console.error(e); process.exit(1); });
"""

FRANZ = r"""
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/kmsg"
)

const topic = "go"

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func open(address string, options ...kgo.Opt) *kgo.Client {
	client, err := kgo.NewClient(append(options, kgo.SeedBrokers(address))...)
	must(err)
	return client
}

func read(ctx context.Context, address string, n int) []string {
	client := open(address, kgo.ConsumerGroup("g"), kgo.ConsumeTopics(topic), kgo.DisableAutoCommit(),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()), kgo.FetchIsolationLevel(kgo.ReadCommitted()))
	got := []string{}
	wait, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for len(got) < n && wait.Err() == nil {
		client.PollFetches(wait).EachRecord(func(r *kgo.Record) { got = append(got, string(r.Value)) })
	}
	must(client.CommitUncommittedOffsets(ctx))
	client.Close()
	return got
}

func main() {
	ctx, address, ok := context.Background(), os.Args[1], map[string]bool{}
	admin := open(address)
	request := kmsg.NewPtrCreateTopicsRequest()
	wanted := kmsg.NewCreateTopicsRequestTopic()
	wanted.Topic, wanted.NumPartitions, wanted.ReplicationFactor = topic, 3, 1
	request.Topics = append(request.Topics, wanted)
	answer, err := request.RequestWith(ctx, admin)
	must(err)
	must(kerr.ErrorForCode(answer.Topics[0].ErrorCode))
	admin.Close()
	ok["topic"] = true
	codecs := map[string]kgo.CompressionCodec{"none": kgo.NoCompression(), "gzip": kgo.GzipCompression(), "snappy": kgo.SnappyCompression(), "lz4": kgo.Lz4Compression(), "zstd": kgo.ZstdCompression()}
	for name, codec := range codecs {
		client, records := open(address, kgo.ProducerBatchCompression(codec)), []*kgo.Record{}
		for i := range 1000 {
			records = append(records, &kgo.Record{Topic: topic, Key: fmt.Appendf(nil, "%d", i%7), Value: fmt.Appendf(nil, "%s-%d", name, i)})
		}
		ok["send "+name] = client.ProduceSync(ctx, records...).FirstErr() == nil
		client.Close()
	}
	seen := map[string]bool{}
	for _, v := range read(ctx, address, 5000) {
		seen[v] = true
	}
	ok["read in a group"] = len(seen) == 5000
	client := open(address, kgo.TransactionalID("go-1"))
	for _, part := range []struct {
		name string
		end  kgo.TransactionEndTry
	}{{"kept", kgo.TryCommit}, {"gone", kgo.TryAbort}} {
		must(client.BeginTransaction())
		for i := range 10 {
			must(client.ProduceSync(ctx, &kgo.Record{Topic: topic, Value: fmt.Appendf(nil, "%s-%d", part.name, i)}).FirstErr())
		}
		must(client.EndTransaction(ctx, part.end))
	}
	client.Close()
	kept := true
	more := read(ctx, address, 10)
	for _, v := range more {
		kept = kept && strings.HasPrefix(v, "kept-")
	}
	ok["goes on after its commit"] = len(more) == 10
	ok["transactions"] = kept && len(more) == 10
	out, err := json.Marshal(ok)
	must(err)
	fmt.Println(string(out))
}
"""

def _last(done):
    if done.returncode: return dict(failed=(done.stderr or done.stdout).strip()[-300:])
    return json.loads(done.stdout.strip().splitlines()[-1])

def _run(*command, **kw): return subprocess.run([*map(str, command)], capture_output=True, text=True, timeout=240, **kw)

def librdkafka(address): return _last(_run(sys.executable, '-c', RDKAFKA, address))

def aiokafka(address): return _last(_run(environment('aiokafka'), '-c', AIOKAFKA, address))

def kafkajs(address):
    "kafkajs, in a folder of its own"
    home = Path(os.environ.get('PHARMOPT_BENCH_KAFKAJS', ROOT/'.bench-kafkajs'))
    if shutil.which('node') is None: return dict(missing='node is not installed')
    if not (home/'node_modules'/'kafkajs').exists():
        home.mkdir(exist_ok=True)
        got = _run('npm', 'install', '--silent', '--prefix', home, 'kafkajs@2.2.4')
        if got.returncode: return dict(missing=f'npm could not install kafkajs: {got.stderr.strip()[-200:]}')
    (home/'peer.js').write_text(KAFKAJS)
    return _last(_run('node', 'peer.js', address, cwd=home))

def franz_go(address):
    "franz-go, a program of its own"
    home = Path(os.environ.get('PHARMOPT_BENCH_FRANZ', ROOT/'.bench-franz'))
    if shutil.which('go') is None: return dict(missing='Go is not installed')
    home.mkdir(exist_ok=True)
    (home/'main.go').write_text(FRANZ.lstrip())
    if not (home/'go.sum').exists():
        (home/'go.mod').write_text('module peer\n\ngo 1.25\n\nrequire github.com/twmb/franz-go v1.22.3\n')
        got = _run('go', 'mod', 'tidy', cwd=home)
        if got.returncode: return dict(missing=f'Go could not fetch franz-go: {got.stderr.strip()[-200:]}')
    built = _run('go', 'build', '-o', 'peer', cwd=home)
    if built.returncode: return dict(failed=built.stderr.strip()[-300:])
    return _last(_run(home/'peer', address))

def apache_tools(address):
    "Apache Kafka's own command-line tools"
    from kafka_server import jars, missing
    if why := missing(): return dict(missing=why)
    def tool(name, *args, send=None): return subprocess.run(['java', '-Xmx256m', '-Dorg.slf4j.simpleLogger.defaultLogLevel=error', '-cp', f'{jars()}/*', name, *map(str, args)], input=send, capture_output=True, text=True, timeout=120)
    at, ok = ('--bootstrap-server', address), {}
    topics, groups = 'org.apache.kafka.tools.TopicCommand', 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand'
    ok['topic'] = tool(topics, *at, '--create', '--topic', 'java', '--partitions', 3).returncode == 0
    ok['describe'] = 'PartitionCount: 3' in tool(topics, *at, '--describe', '--topic', 'java').stdout
    for codec in ('none', 'gzip', 'snappy', 'lz4', 'zstd'):
        ok[f'send {codec}'] = tool('org.apache.kafka.tools.ConsoleProducer', *at, '--topic', 'java', '--compression-codec', codec, send=''.join(f'{codec}-{i}\n' for i in range(1000))).returncode == 0
    got = tool('org.apache.kafka.tools.consumer.ConsoleConsumer', *at, '--topic', 'java', '--group', 'g', '--from-beginning', '--max-messages', 5000, '--timeout-ms', 20_000).stdout.split()
    ok['read in a group'] = len(set(got)) == 5000
    ok['lag of the group'] = len([l for l in tool(groups, *at, '--describe', '--group', 'g').stdout.splitlines() if l.startswith('g ') and l.split()[5] == '0']) == 3
    ok['delete'] = tool(topics, *at, '--delete', '--topic', 'java').returncode == 0
    return ok

PEERS = dict(librdkafka=librdkafka, aiokafka=aiokafka, kafkajs=kafkajs, franz_go=franz_go, apache=apache_tools)

def main(names=()):
    "Ask each client; ends with an error when one of them failed a step"
    wrong = 0
    for name in names or PEERS:
        with broker() as address:
            try: found = PEERS[name](address)
            except (subprocess.SubprocessError, OSError) as e: found = dict(failed=f'{type(e).__name__}: {e}'[:300])
        bad = [k for k,v in found.items() if v is not True and k != 'missing']
        wrong += bool(bad)
        print(f"{name}: {found['missing'] if 'missing' in found else f'{len(found)-len(bad)} of {len(found)} steps passed'}{': failed '+', '.join(f'{k} {found[k]}' for k in bad) if bad else ''}", flush=True)
    sys.exit(1 if wrong else 0)

if __name__=='__main__': main(sys.argv[1:])
