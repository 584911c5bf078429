"""Where Chromium is, for the tests that look at pages. On a Debian machine where they run as root and it is absent, it is installed; elsewhere the reason for skipping says what to do."""
import os, shutil, subprocess

NAMES = ('chromium', 'chromium-browser', 'google-chrome')

def find(): return next((p for p in map(shutil.which, NAMES) if p), None)

def chromium():
    "Path and '', or None and the reason"
    if path := find(): return path, ''
    apt, root = shutil.which('apt-get'), hasattr(os, 'geteuid') and os.geteuid()==0
    if not apt: return None, "Chromium is not installed, and this is no Debian system to install it on: the browser tests are skipped"
    if not root: return None, "Chromium is not installed; the browser tests are skipped. Run: sudo apt-get install chromium"
    for args in (['update', '-qq'], ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core']):
        done = subprocess.run([apt, *args], capture_output=True, text=True, env=os.environ | dict(DEBIAN_FRONTEND='noninteractive'))
        if done.returncode: return None, f"Chromium could not be installed ({' '.join((done.stderr or done.stdout).split())[-200:]}): the browser tests are skipped. Run: apt-get install chromium"
    return (find(), '') if find() else (None, "apt-get installed Chromium, and it cannot be found on the PATH: the browser tests are skipped")
