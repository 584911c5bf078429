"""The real Apache Kafka on loopback, for tests and benches: one node in KRaft mode, from the jars of pom.xml.

    with ApacheKafka() as kafka: produce(events, kafka.bootstrap_servers)

`missing()` says what this machine lacks. With PHARMOPT_TEST_KAFKA=required, as in `.ci/run`, that is an error and not a reason to skip."""
import base64, ctypes, hashlib, os, re, shutil, signal, socket, subprocess, sys, tempfile, time, uuid
from pathlib import Path

HERE = Path(__file__).parent
POM = HERE/'pom.xml'
JARS = HERE/'.kafka'/hashlib.sha256(POM.read_bytes()).hexdigest()[:12]
JAVA = 17 # Apache Kafka 4 needs this or a later one

def java_version():
    "Major version of the Java that would run, None where there is none"
    if shutil.which('java') is None: return None
    said = subprocess.run(['java', '-version'], capture_output=True, text=True).stderr
    found = re.search(r'version "(\d+)', said)
    return int(found[1]) if found else None

def missing():
    "Why Apache Kafka cannot run here, None if it can"
    java = java_version()
    if java is None or java < JAVA: return f"Apache Kafka needs Java {JAVA} or later, found {java or 'none'} (Debian: apt-get install openjdk-17-jre-headless)"
    if not JARS.exists() and shutil.which('mvn') is None: return "the jars of Apache Kafka are fetched by Maven, which is not installed (Debian: apt-get install maven)"

def jars():
    "Folder with the jars; fetched once"
    if JARS.exists(): return JARS
    new = JARS.with_name(f'{JARS.name}-{os.getpid()}')
    got = subprocess.run(['mvn', '-B', '-q', '-f', str(POM), 'dependency:copy-dependencies', f'-DoutputDirectory={new}'], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if got.returncode: raise RuntimeError(f"Maven could not fetch Apache Kafka:\n{got.stdout[-2000:]}{got.stderr[-2000:]}")
    try: new.rename(JARS)
    except OSError: shutil.rmtree(new) # another process was first
    return JARS

def free_ports(n):
    "Ports that nobody listens on"
    socks = [socket.socket() for _ in range(n)]
    for s in socks: s.bind(('127.0.0.1', 0))
    ports = [s.getsockname()[1] for s in socks]
    for s in socks: s.close()
    return ports

def _die_with_parent():
    "Linux ends the server with the process that started it, also after kill -9"
    if sys.platform == 'linux': ctypes.CDLL(None).prctl(1, signal.SIGKILL)

class ApacheKafka:
    "One broker with its data in a folder of its own; `more` are further lines of server.properties. With a `secure_port` there is a listener CLIENT beside the open one, with TLS and users. `lasting`: compiled for throughput, as a bench needs it; else for a quick start"
    def __init__(self, heap='512m', ready_in=90, secure_port=None, lasting=False, **more):
        self.heap, self.ready_in, self.process = heap, ready_in, None
        self.tuning = ['-XX:+UseG1GC', '-XX:TieredStopAtLevel=4'] if lasting else ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1']
        self.port, controller = free_ports(2)
        self.home = Path(tempfile.mkdtemp(prefix='kafka'))
        self.log, self.properties = self.home/'server.log', self.home/'server.properties'
        here, client = f'PLAINTEXT://127.0.0.1:{self.port}', f',CLIENT://127.0.0.1:{secure_port}' if secure_port else ''
        settings = {'node.id': 1, 'process.roles': 'broker,controller', 'controller.quorum.voters': f'1@127.0.0.1:{controller}', 'controller.listener.names': 'CONTROLLER',
            'listeners': f'{here}{client},CONTROLLER://127.0.0.1:{controller}', 'advertised.listeners': f'{here}{client}', 'log.dirs': self.home/'data',
            'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,CLIENT:SASL_SSL', 'inter.broker.listener.name': 'PLAINTEXT', 'offsets.topic.replication.factor': 1, 'offsets.topic.num.partitions': 4,
            'transaction.state.log.replication.factor': 1, 'transaction.state.log.min.isr': 1, 'transaction.state.log.num.partitions': 4, 'share.coordinator.state.topic.replication.factor': 1,
            'group.initial.rebalance.delay.ms': 0, 'group.min.session.timeout.ms': 500, 'auto.create.topics.enable': 'false', 'log.retention.hours': 720, 'controlled.shutdown.enable': 'false',
            'broker.session.timeout.ms': 1500, 'broker.heartbeat.interval.ms': 300, # a killed broker may come back soon
            **more}
        self.properties.write_text('\n'.join(f'{k}={v}' for k,v in settings.items()))
        self._java('kafka.tools.StorageTool', 'format', '-t', _cluster_id(), '-c', self.properties)

    @property
    def bootstrap_servers(self): return f'127.0.0.1:{self.port}'
    @property
    def pid(self): return self.process.pid

    def _command(self, main, *args):
        return ['java', f'-Xmx{self.heap}', '-Xms128m', *self.tuning, '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn', '-cp', f'{jars()}/*', main, *map(str, args)]

    def _java(self, main, *args):
        done = subprocess.run(self._command(main, *args), stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode: raise RuntimeError(f"{main} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")

    def start(self):
        "Start on the same port and data; returns when it answers"
        with open(self.log, 'a') as log:
            self.process = subprocess.Popen(self._command('kafka.Kafka', self.properties), stdin=subprocess.DEVNULL, stdout=log, stderr=log, preexec_fn=_die_with_parent if os.name == 'posix' else None)
        until = time.monotonic()+self.ready_in
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > until: raise RuntimeError(f"Apache Kafka did not come up:\n{self.log.read_text()[-3000:]}")
            time.sleep(.1)
        return self

    def _answers(self):
        from kafka import KafkaAdminClient
        from kafka.errors import KafkaError
        with socket.socket() as s:
            s.settimeout(.2)
            if s.connect_ex(('127.0.0.1', self.port)): return False
        return self._lists_topics(KafkaAdminClient, KafkaError)

    def _lists_topics(self, Admin, KafkaError):
        try: admin = Admin(bootstrap_servers=self.bootstrap_servers, bootstrap_timeout_ms=2000)
        except KafkaError: return False
        try: admin.list_topics(); return True
        except KafkaError: return False
        finally: admin.close()

    def kill(self):
        "As when the power goes, except that the disk keeps what was written"
        self.process.kill(); self.process.wait()

    def stop(self):
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try: self.process.wait(10)
            except subprocess.TimeoutExpired: self.kill()
        shutil.rmtree(self.home, ignore_errors=True)

    def __enter__(self): return self.start()
    def __exit__(self, *args): self.stop()

def _cluster_id():
    "A random id as Kafka writes them: 16 bytes in URL-safe base 64, and no dash in front, which would be read as an option"
    while (found := base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip('=')).startswith('-'): continue
    return found
