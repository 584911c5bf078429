"""The `pharmopt` command for tests: each call is a process of its own, forked from one whose imports are done.

A new interpreter spends a second on imports before the first line of a command runs, and the tests give some two hundred commands. The process that
forks them has imported no TensorFlow and holds no connection, file or thread of a test; what a call gets is its arguments, folder and environment."""
import atexit, json, os, signal, socket, subprocess, sys, tempfile, threading, time

_server = None

def _child(args, cwd, env, fds):
    "Run the command in this process, which then ends"
    os.setsid()
    for i,fd in enumerate(fds): os.dup2(fd, i); os.close(fd)
    signal.set_wakeup_fd(-1)
    for s in (signal.SIGINT, signal.SIGTERM): signal.signal(s, signal.default_int_handler if s==signal.SIGINT else signal.SIG_DFL)
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, 'w'), open(2, 'w', buffering=1)
    os.chdir(cwd)
    os.environ.clear(); os.environ.update(env)
    time.tzset()
    sys.argv = ['pharmopt', *args]
    code = 1
    try:
        from pharmopt.cli import main
        main()
    except SystemExit as e: code = e.code if isinstance(e.code, int) else 0 if e.code is None else 1
    except BaseException: sys.excepthook(*sys.exc_info())
    finally:
        try: threading._shutdown(); atexit._run_exitfuncs(); sys.stdout.flush(); sys.stderr.flush()
        finally: os._exit(code)

def _serve(fd):
    "Fork a child for each request; answer with its process id, then with its exit code"
    import alembic.command, alembic.config, matplotlib.pyplot, scipy.signal, scipy.stats, sqlalchemy.dialects.sqlite  # noqa: F401
    import pharmopt.cli, pharmopt.pipeline, pharmopt.store  # noqa: F401
    link = socket.socket(fileno=fd)
    while True:
        data, fds, *_ = socket.recv_fds(link, 1 << 20, 3)
        if not data: return
        args, cwd, env = json.loads(data)
        pid = os.fork()
        if not pid:
            link.close()
            _child(args, cwd, env, fds)
        for f in fds: os.close(f)
        link.sendall(b'%d\n'%pid)
        _, status = os.waitpid(pid, 0)
        link.sendall(b'%d\n'%os.waitstatus_to_exitcode(status))

def _start():
    global _server
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    p = subprocess.Popen([sys.executable, os.path.abspath(__file__), str(theirs.fileno())], pass_fds=[theirs.fileno()], start_new_session=True)
    theirs.close()
    _server = p, ours, ours.makefile('r')
    atexit.register(lambda: (ours.shutdown(socket.SHUT_RDWR), p.wait()))      # the file of its answers would keep a closed socket open, and the other side waiting

def command(
    *args, # Words of the command line after `pharmopt`
    cwd, # Folder in which it runs
    timeout=120, # Seconds after which it is killed and the test fails
    **env, # Environment beside that of the tests
): # As of subprocess.run: returncode, stdout, stderr
    "Run `pharmopt ARGS` to its end"
    words = [str(a) for a in args]
    if _server is None or _server[0].poll() is not None: _start()
    p, link, answers = _server
    with tempfile.TemporaryFile('w+') as out, tempfile.TemporaryFile('w+') as err, open(os.devnull) as none:
        socket.send_fds(link, [json.dumps([words, str(cwd), {**os.environ, **env}]).encode()], [none.fileno(), out.fileno(), err.fileno()])
        pid = int(answers.readline())
        late = threading.Timer(timeout, os.killpg, (pid, signal.SIGKILL))      # with whatever it has started
        late.start()
        try: code = int(answers.readline())
        finally: late.cancel()
        for f in (out, err): f.seek(0)
        done = subprocess.CompletedProcess(words, code, out.read(), err.read())
    if code==-signal.SIGKILL: raise subprocess.TimeoutExpired(['pharmopt', *words], timeout, done.stdout, done.stderr)
    return done

if __name__=='__main__': _serve(int(sys.argv[1]))
