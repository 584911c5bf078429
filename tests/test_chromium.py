"The browser tests bring their browser, or say why they do not run"
import os, pytest, chromium

def fake(folder, name, text):
    f = folder/name
    f.write_text(f'#!/bin/sh\n{text}\n'); f.chmod(0o755)

def test_present(tmp_path, monkeypatch):
    fake(tmp_path, 'chromium', 'true')
    monkeypatch.setenv('PATH', str(tmp_path))
    assert chromium.chromium()==(str(tmp_path/'chromium'), '')

def test_installed_by_apt_when_absent_and_root(tmp_path, monkeypatch):
    fake(tmp_path, 'apt-get', f'echo "$@" >> {tmp_path}/calls; case "$1" in install) printf "#!/bin/sh\\n" > {tmp_path}/chromium; /bin/chmod 755 {tmp_path}/chromium;; esac')
    monkeypatch.setenv('PATH', str(tmp_path)); monkeypatch.setattr(os, 'geteuid', lambda: 0)
    assert chromium.chromium()==(str(tmp_path/'chromium'), '')
    assert (tmp_path/'calls').read_text().splitlines()==['update -qq', 'install -y -qq --no-install-recommends chromium fonts-dejavu-core']

@pytest.mark.parametrize('apt, uid, says', [(None, 0, 'no Debian system'), ('true', 1000, 'sudo apt-get install chromium'), ('echo "E: no network" >&2; exit 100', 0, 'E: no network'), ('true', 0, 'cannot be found on the PATH')])
def test_otherwise_the_reason_is_told(tmp_path, monkeypatch, apt, uid, says):
    if apt: fake(tmp_path, 'apt-get', apt)
    monkeypatch.setenv('PATH', str(tmp_path)); monkeypatch.setattr(os, 'geteuid', lambda: uid)
    path, why = chromium.chromium()
    assert path is None and says in why and 'skipped' in why
