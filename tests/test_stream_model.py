"The theorem of the stream (`stream_model`), on both databases; and that the model finds what a missing guard lets through."
import pytest
from pharmopt import store as store_module, stream
from stream_model import explore

@pytest.fixture(params=['sqlite', 'postgres'])
def url(request, tmp_path): return f'sqlite:///{tmp_path}/model.db' if request.param == 'sqlite' else request.getfixturevalue('postgres_url')

def test_every_schedule_counts_each_event_once(url):
    did = explore(url, 40 if url.startswith('sqlite') else 15)
    print(f"{did.pop('schedules')} schedules:", ', '.join(f'{n:,} {what}' for what,n in sorted(did.items())))
    assert did['commits'] > 30 and did['kills'] > 5 and did['topics made again'] > 2

@pytest.mark.parametrize('guard', ['duplicates', 'forgotten', 'topic id'])
def test_the_model_finds_a_missing_guard(tmp_path, monkeypatch, guard):
    if guard == 'duplicates': monkeypatch.setattr(store_module, '_unseen', lambda batches, memory: [b.events for b in batches])
    if guard == 'forgotten': monkeypatch.setattr(stream, 'slowest', lambda positions, ends, horizon: max((stream._ms(s.watermark) for s in positions.values() if s.watermark), default=None))
    if guard == 'topic id':
        begin = stream.Processor._begin
        def blind(self, parts): self.cluster_id = 'log'; begin(self, parts)
        monkeypatch.setattr(stream.Processor, '_begin', blind)
    with pytest.raises(AssertionError, match="the shortest one"): explore(f'sqlite:///{tmp_path}/model.db', 40, 150, 1085 if guard == 'forgotten' else 1000, shorten=False)

def test_a_topic_made_again_has_an_event_time_of_its_own(tmp_path):
    "Found by the model: a new log was judged by the watermark of the old one, and events within the horizon became dead letters"
    explore(f'sqlite:///{tmp_path}/model.db', 1, 150, 1118)
