"Environments of their own for the packages we are compared with, made on demand: `bench/<name>-requirements.txt` in `.bench-<name>`, or in the folder named by PHARMOPT_BENCH_<NAME>."
import os, subprocess, venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

def environment(name):
    "Python with the packages of that list"
    folder = Path(os.environ.get(f'PHARMOPT_BENCH_{name.upper()}', ROOT/f'.bench-{name}'))
    python = folder/('Scripts' if os.name == 'nt' else 'bin')/'python'
    if not python.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([python, '-m', 'pip', 'install', '-q', '-r', ROOT/'bench'/f'{name}-requirements.txt'], check=True)
    return python
