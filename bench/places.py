"Where the bench finds what is not part of it: real data, and environments for the packages that it compares with"
import os, subprocess, venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get('PHARMOPT_DATA', ROOT.parent/'shared'/'data'))
SALES = DATA/'pharma_sales_daily.csv'

def environment(name):
    "Python of an environment of its own, made from `bench/<name>-requirements.txt` the first time"
    home = Path(os.environ.get(f'PHARMOPT_BENCH_{name.upper()}', ROOT/f'.bench-{name}'))
    python = home/('Scripts' if os.name=='nt' else 'bin')/'python'
    if not python.exists():
        venv.create(home, with_pip=True)
        subprocess.run([python, '-m', 'pip', 'install', '-q', '-r', ROOT/'bench'/f'{name}-requirements.txt'], check=True)
    return python
