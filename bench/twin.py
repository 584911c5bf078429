"The twin: speed, and the paired saving on synthetic and real demand under each convention"
import time
import numpy as np
from bench.places import SALES

def speed(policy, n=500, days=760, seeds=8):
    "Item-days per second of CPU time"
    import pandas as pd
    from pharmopt.data import complete_catalog
    from pharmopt.simulate import _play, _world
    rng, ids = np.random.default_rng(0), [f'P/M{i:03d}' for i in range(n)]
    y = rng.poisson(rng.lognormal(1, 1.2, n), (days, n))
    demand = pd.DataFrame(dict(unique_id=np.repeat(ids, days), ds=np.tile(pd.date_range('2024-01-01', periods=days), n), y=y.T.ravel().astype(float)))
    w = _world(demand, complete_catalog(ids, lead_time_sd=1., shelf_life_days=180), range(seeds), None, 28, 'order', .95, None)
    best = 1e9
    for _ in range(3):
        start = time.process_time(); _play(policy, w); best = min(best, time.process_time()-start)
    return n*seeds*(days-w.history)/best

def twin(quick=False):
    from pharmopt.data import load_sales, make_catalog, make_prescriptions, to_demand
    from pharmopt.policy import base_stock, deterministic, min_max, robust, s_S, weekly_par
    from pharmopt.simulate import compare
    yield 'item-days/s of CPU time, min-max', speed(min_max(14, 30))
    yield 'item-days/s of CPU time, robust', speed(robust(), seeds=2)
    n, days = (50, 400) if quick else (200, 730)
    cat = make_catalog(n, seed=0)
    sets = [(f'{n} synthetic medicines', to_demand(make_prescriptions(cat, start='2024-01-01', n_days=days, seed=0)), cat)] + ([('pharmacy', load_sales(SALES), None)] if SALES.exists() and not quick else [])
    policies = {'today': min_max(14, 30), 'weekly par 28': weekly_par(28), 'pharmopt': robust(), 'pharmopt 99 %': robust(.99), 'pharmopt 99.95 %': robust(.9995), 'base stock 98 %': base_stock(.98), '(s,S) 98 %': s_S(.98), 'deterministic': deterministic()}
    if quick: policies = {k: policies[k] for k in ('today', 'pharmopt', 'base stock 98 %')}
    for name, d, c in sets:
        out = compare(policies, d, c, seeds=range(2 if quick else 4), draws=500, progress=False)
        rows = out.differences.set_index(['policy','kpi'])
        for p in list(policies)[1:]:
            for kpi in ('cost_ratio', 'fill_rate', 'waste_rate'): yield f'{name}: {kpi}, {p} less today (min-max 14/30), with its 95 % interval', {k: float(rows.loc[(p, kpi), k]) for k in ('difference', 'low', 'high')}
        yield f'{name}: fill rate and share of items at 95 % by themselves, pharmopt', dict(fill=float(out.kpis.fill_rate['pharmopt']), share=float(out.kpis.share_on_target['pharmopt']))
        yield f'{name}: conventions', '; '.join(f'{k}: {v}' for k,v in out.conventions.items())
        for fixed_cost_per, holding in () if quick else (('line','day'), ('order','month'), ('line','month')):
            r = compare({k: policies[k] for k in ('today','pharmopt')}, d, c, seeds=range(2), draws=500, progress=False, fixed_cost_per=fixed_cost_per, holding_per=holding).differences.set_index('kpi').loc['cost_ratio']
            yield f'{name}: cost_ratio of pharmopt where the order cost is per {fixed_cost_per} and holding per {holding}', {k: float(r[k]) for k in ('difference', 'low', 'high')}
    if SALES.exists() and not quick: yield from like_for_like(load_sales(SALES))
    if SALES.exists() and not quick: yield from with_ensemble()
    if not quick: yield from learned()

def rules():
    "Every rule with the settings that it may be tuned in: name → list of (setting, policy)"
    from pharmopt.policy import base_stock, min_max, robust, s_S
    ranks = (.5, .8, .9, .95, .98, .99, .995, .999, .9995, .9999, .99999, 1-1e-6, 1-1e-7, 1-1e-8, 1-1e-9, 1-1e-11, 1-1e-13)        # far out, so that each rule reaches the goals
    return {'min-max': [(f'{a}/{b}, memory {m}', min_max(a, b, memory=m)) for m in (28, 90, 364) for a in (9, 10, 11, 12, 13, 14, 16, 18, 20, 22, 25, 28, 32) for b in (a, a+2, a+4)],
            'base stock': [(f'{z:.14g}, memory {m}', base_stock(z, memory=m)) for m in (28, 90) for z in ranks],
            '(s,S)': [(f'{z:.14g}, memory {m}', s_S(z, memory=m)) for m in (28, 90) for z in ranks],
            'pharmopt': [(f'price {p}', robust(price=p)) for p in (20, 35, 60, 100, 160, 250, 400, 650, 1000, 1600, 2500, 4000)]}

def like_for_like(demand, cut='2017-04-01', goals=(.995, .998, .999, .9995), seeds=2):
    """Settings of all rules chosen up to `cut` (the cheapest that reaches the goal there), judged after it with delays that vary; today is min-max 14/30.
    At equal fill, the rivals may look at the judged part: the cheapest of all their settings whose fill there is at least ours."""
    import pandas as pd
    from pharmopt.data import complete_catalog
    from pharmopt.policy import min_max
    from pharmopt.simulate import compare, simulate
    cat, cut = complete_catalog(sorted(demand.unique_id.unique()), lead_time_sd=1.), pd.Timestamp(cut)
    days = demand.ds.drop_duplicates().sort_values()
    first, history = demand[demand.ds<cut], int((days<cut).sum())
    tried = {name: [(setting, p, simulate(p, first, cat, seed=range(seeds), history=364).kpis) for setting, p in tries] for name, tries in rules().items()}
    later = {name: [(setting, p, simulate(p, demand, cat, seed=range(seeds), history=history-28, warmup=28).kpis) for setting, p in tries]
             for name, tries in rules().items() if name!='pharmopt'}
    for goal in goals:
        chosen = {name: min((t for t in rows if t[2]['fill_rate']>=goal), key=lambda t: t[2]['cost'], default=max(rows, key=lambda t: t[2]['fill_rate'])) for name, rows in tried.items()}
        c = compare({'today': min_max(14, 30)} | {name: t[1] for name,t in chosen.items()}, demand, cat, seeds=range(seeds), history=history-28, warmup=28, draws=500, progress=False)
        d = c.differences.set_index(['policy','kpi'])
        for name in chosen: yield f'pharmacy, goal {100*goal:g} % on the first part, judged on the second: {name} ({chosen[name][0]})', dict(fill=float(c.kpis.fill_rate[name]), cost=float(c.kpis.cost[name]), today=float(c.kpis.cost['today']), today_fill=float(c.kpis.fill_rate['today'])) | {k: float(d.loc[(name,'cost_ratio'), k]) for k in ('difference','low','high')}
        ours = c.kpis.fill_rate['pharmopt']
        reach = [(k['cost'], n, setting, p) for n, rows in later.items() for setting, p, k in rows if k['fill_rate']>=ours]
        if not reach: continue
        _, n, setting, p = min(reach, key=lambda r: r[0])
        pair = compare({'rival': p, 'pharmopt': chosen['pharmopt'][1]}, demand, cat, seeds=range(seeds), history=history-28, warmup=28, draws=500, progress=False)
        row = pair.differences.set_index('kpi')
        yield (f'pharmacy, goal {100*goal:g} %: pharmopt less the cheapest rival that reaches its fill on the judged part, chosen there ({n}, {setting})',
               {k: float(row.loc['cost_ratio', k]) for k in ('difference','low','high')} | dict(fill=float(ours), rival_fill=float(pair.kpis.fill_rate['rival']), rival_cost=float(pair.kpis.cost['rival'])))

def with_ensemble(seeds=4):
    "The claim on the last three years of the pharmacy with the ensemble of the live chain, fitted every 26 weeks on the past alone and brought up to date every four weeks"
    import pandas as pd
    from pharmopt.data import load_sales
    from pharmopt.policy import ensemble, min_max, robust
    from pharmopt.simulate import compare
    demand, forecaster = load_sales(SALES), ensemble(every=182, h=36)
    demand = demand[demand.ds>demand.ds.max()-pd.Timedelta(days=1096)]
    for level in (None, .99):
        out = compare({'today': min_max(14, 30), 'cheap': robust(level, refit=28), 'ensemble': robust(level, refit=28, forecaster=forecaster)}, demand, seeds=range(seeds), draws=500, progress=False)
        rows, said = out.differences.set_index(['policy','kpi']), 'costs decide' if level is None else f'fill target {100*level:g} %'
        for p in ('cheap', 'ensemble'):
            for kpi in ('cost_ratio', 'fill_rate', 'waste_rate'): yield f'pharmacy, {said}: {kpi}, pharmopt with the {p} forecaster less today', {k: float(rows.loc[(p, kpi), k]) for k in ('difference', 'low', 'high')}
        yield f'pharmacy, {said}: cost of the ensemble over that of the cheap forecaster, and fill rates', dict(cost_ratio=float(out.kpis.cost['ensemble']/out.kpis.cost['cheap']), cheap=float(out.kpis.fill_rate['cheap']), ensemble=float(out.kpis.fill_rate['ensemble']))

def learned(rounds=12, steps=400, seeds=4):
    "A learned multiplier on the robust order, trained long, paired with the robust order on the same history; also where it loses"
    import pandas as pd
    from pharmopt.data import complete_catalog, load_sales
    from pharmopt.policy import dqn, robust
    from pharmopt.simulate import compare
    rng = np.random.default_rng(0)
    def made(rate, days=1000, n=12, **columns):
        ids, y = [f'P01/M{i:02d}' for i in range(n)], rng.poisson(rng.gamma(rng.lognormal(np.log(rate), .7, n)/1.5, 1.5, (days,n)))
        return pd.DataFrame(dict(unique_id=np.repeat(ids, days), ds=np.tile(pd.date_range('2023-01-01', periods=days), n), y=y.T.ravel().astype(float))), complete_catalog(ids, lead_time_mean=7, lead_time_sd=1.5, **columns)
    sets = [('12 fast items, 40 days of life', made(8, shelf_life_days=40, unit_cost=15.)), ('12 slow items, 21 days of life', made(.5, shelf_life_days=21, unit_cost=30.))]
    if SALES.exists(): sets.append(('pharmacy', (load_sales(SALES), None)))
    for name, (d, c) in sets:
        free = dqn(rounds=rounds, steps=steps, guard=False)
        rows = compare({'robust': robust(), 'free': free}, d, c, seeds=range(seeds), history=700, draws=500, progress=False).differences.set_index('kpi')
        yield f'{name}: cost_ratio, dqn without its guard less robust (the guard would have judged by: {free.notes["dqn"]})', {k: float(rows.loc['cost_ratio', k]) for k in ('difference', 'low', 'high')}
