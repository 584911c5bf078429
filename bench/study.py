"""The claim, like for like: settings of every rule chosen on the first part of a history, judged once on the rest, cost compared at equal realized fill.

`python -m bench study` writes the figures; `nbs/32a_study.ipynb` shows them. Nothing of the data is kept, only sums over rules and parts."""
import time
import numpy as np, pandas as pd
from bench.places import SALES

GOALS = (.99, .995, .999, .9995)
RANKS = (.3, .5, .7, .8, .9, .95, .98, .99, .995, .998, .999, .9995, .9999, .99999, .999999, .9999999, 1-1e-8, 1-1e-9, 1-1e-12, 1-1e-15)
PRICES = (4, 7, 12, 20, 35, 60, 100, 160, 250, 400, 650, 1000, 1600, 2500, 4000, 8000, 16000)
COVERS = (5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 25, 28, 32, 37, 43, 50)

def families():
    "Rule → settings → (values of the one knob that moves its service, policy that plays each value as a seed of its own)"
    from pharmopt.policy import robust
    return {'min-max': {(gap, m): (COVERS, covers(gap, m)) for gap in (0, 2, 4, 8, 16) for m in (28, 90, 364)},
            'base stock': {(m,): (RANKS, textbook(m, False)) for m in (14, 28, 56, 90, 364)},
            '(s,S)': {(m,): (RANKS, textbook(m, True)) for m in (14, 28, 56, 90, 364)},
            'pharmopt': {(h, p): (PRICES, robust(price=np.array(PRICES, float), half_life=h, lift=p)) for h in ((14, 182), (10, 28, 182), 14) for p in (1., 0.)}}

def covers(gap, memory):
    "`min_max` with each cover in a row of its own"
    from pharmopt.policy import Policy
    a = np.array(COVERS, float)[:,None]
    def rule(v):
        rate, have = v.mean(memory), v.position
        return np.where(have<a*rate, (a+gap)*rate-have, 0)
    return Policy(f'min-max, gap {gap}, memory {memory}', lambda view: rule)

def textbook(memory, lot):
    "`base_stock`, or `s_S` with its lot, with each cycle service level in a row of its own"
    from statistics import NormalDist
    from pharmopt.policy import Policy, _normal_level, _weekly
    z = np.array([NormalDist().inv_cdf(r) for r in RANKS])[:,None]
    def levels(v):
        s, rate = _normal_level(v, 'cycle_service_level', None, z, memory, None)
        return s, s+(np.sqrt(2*v.item.fixed_cost*rate/np.maximum(v.item.holding_cost, 1e-9)) if lot else 0)
    def start(view):
        now = _weekly(levels)
        def rule(v):
            s, S = now(v)
            return np.where(v.position<=s, S-v.position, 0) if lot else np.maximum(S-v.position, 0)
        return rule
    return Policy(f"{'(s,S)' if lot else 'base stock'}, memory {memory}", start)

def frontier(fill, cost, goal):
    "Least cost at which a fill rate is reached, on straight lines between neighbors of the lower envelope; NaN where it is not reached"
    order = np.argsort(fill, kind='stable')
    f, c = np.asarray(fill, float)[order], np.minimum.accumulate(np.asarray(cost, float)[order][::-1])[::-1]      # a point that serves better for less takes the place of one that does not
    if goal>f[-1]: return np.nan
    if goal<=f[0]: return c[0]
    return float(np.interp(goal, f, c))

def played(knobs, policy, demand, cat, seeds, history, warmup):
    "Result of each value of the knob, all played in one run for each seed of the delays"
    from pharmopt.simulate import _play, _result, _world
    runs = []
    for seed in seeds:
        w = _world(demand, cat, [seed]*len(knobs), history, warmup, 'order', .95, None)
        runs.append(_play(policy, w))
    out = {}
    for j,x in enumerate(knobs):
        blocks = {c: np.concatenate([r.blocks[c][:,[j]] for r in runs], 1) for c in runs[0].blocks}
        out[x] = _result(f'{policy.name} {x:g}', blocks, w.n, runs[0].items[['speed','abc','xyz']], w.ids, 365.25, .95, {})
    return out

def tune(rules, demand, cat, history, seeds=range(2), goals=GOALS, warmup=28, log=print):
    "Rule → goal → (settings, knob): the settings whose frontier is lowest at the goal on the given part, and the cheapest knob that reaches it"
    out = {}
    for name, kinds in rules.items():
        began, found = time.process_time(), {}
        for settings, (knobs, policy) in kinds.items():
            rows = {x: (r.kpis['fill_rate'], r.kpis['cost']) for x,r in played(knobs, policy, demand, cat, seeds, history, warmup).items()}
            found[settings] = rows
        out[name] = {}
        for g in goals:
            at = {s: frontier(*zip(*rows.values()), g) for s,rows in found.items()}
            best = min(at, key=lambda s: at[s] if np.isfinite(at[s]) else 1e12-max(f for f,_ in found[s].values()))
            reach = [(c, x) for x,(f,c) in found[best].items() if f>=g] or [(0, max(found[best], key=lambda x: found[best][x][0]))]
            out[name][g] = best, min(reach)[1], at[best]
        if log: log(f'  {name}: {time.process_time()-began:.0f} CPU-s; '+'; '.join(f'{100*g:g} %: {s} {x:g} at {c:.0f}' for g,(s,x,c) in out[name].items()))
    return out

def judge(rules, chosen, demand, cat, history, seeds=range(4), goals=GOALS, warmup=28, draws=400, base=None, ours='pharmopt', log=print):
    "Frozen settings on the part not seen: figures of the frozen knob, and cost at equal realized fill with intervals against the best rival and the base"
    from pharmopt.policy import min_max
    from pharmopt.simulate import _bootstrap, simulate
    need = {(name, s) for name,by in chosen.items() for s,_,_ in by.values()}
    runs = {k: played(*rules[k[0]][k[1]], demand, cat, seeds, history-warmup, warmup) for k in need}
    today = simulate(base or min_max(14, 30), demand, cat, seed=seeds, history=history-warmup, warmup=warmup)
    flat = {(k, x): r for k,rows in runs.items() for x,r in rows.items()} | {'today': today}
    n = len(demand.ds.unique())-history
    boot = _bootstrap(flat, n, 365.25, draws)
    point = {k: (r.kpis['fill_rate'], r.kpis['cost'], r.kpis['waste_rate']) for k,r in flat.items()}
    fill, cost = ({k: b[c] for k,b in boot.items()} for c in ('fill_rate', 'cost'))
    rows, kept = [], {}
    for g in goals:
        at = {}
        for name in chosen:
            s, x, _ = chosen[name][g]
            key, knobs = (name, s), list(runs[name, s])
            at[name] = (frontier([point[key, k][0] for k in knobs], [point[key, k][1] for k in knobs], g),
                        np.array([frontier([fill[key, k][d] for k in knobs], [cost[key, k][d] for k in knobs], g) for d in range(draws)]))
            f, c, w = point[key, x]
            fb, cb = fill[key, x], cost[key, x]/cost['today']-1
            wb = boot[key, x]['waste_rate']
            rows.append(dict(goal=g, rule=name, settings=str(s), knob=x, fill=f, cost=c, waste=w, against_today=c/point['today'][1]-1, low=np.quantile(cb, .025), high=np.quantile(cb, .975),
                             at_equal_fill=at[name][0], fill_held=float((fb>=.9995).mean()), waste_held=float((wb<.10).mean()), saving_held=float((cb<=-.30).mean()), all_held=float(((fb>=.9995)&(wb<.10)&(cb<=-.30)).mean())))
        rivals = {k: v for k,v in at.items() if k!=ours and np.isfinite(v[0])}
        if rivals and np.isfinite(at[ours][0]):
            best = min(rivals, key=lambda k: rivals[k][0])
            d = at[ours][1]/at[best][1]-1
            d = np.where(np.isfinite(at[ours][1]) & ~np.isfinite(at[best][1]), -1., d)                                        # only ours reaches the fill
            d = np.where(~np.isfinite(at[ours][1]) & np.isfinite(at[best][1]), 9., d)                                         # only the rival does
            d = d[np.isfinite(d)]
            rows.append(dict(goal=g, rule=f'{ours} less {best}', at_equal_fill=at[ours][0]/at[best][0]-1, low=np.quantile(d, .025), high=np.quantile(d, .975)))
        rows += at_least(g, flat, rules, chosen, ours, lambda k: played(*rules[k[0]][k[1]], demand, cat, seeds, history-warmup, warmup), kept, n, draws)
    table = pd.DataFrame(rows)
    if log: log(f"  today: fill {100*point['today'][0]:.3f} %, cost {point['today'][1]:.1f}, waste {100*point['today'][2]:.1f} %"); log(table.round(4).to_string())
    return table, dict(fill=point['today'][0], cost=point['today'][1], waste=point['today'][2])

def at_least(goal, flat, rules, chosen, ours, play, kept, n, draws):
    """Paired: ours with its settings frozen, at its cheapest knob whose fill on the judged part is at least the goal, less the cheapest of all settings and knobs
    of all rivals whose fill there is at least as high as ours. The rival may look at the judged part, ours only for the knob."""
    from pharmopt.simulate import _bootstrap
    s = chosen[ours][goal][0]
    served = [(r.kpis['cost'], k[1], r) for k,r in flat.items() if k!='today' and k[0]==(ours, s) and r.kpis['fill_rate']>=goal]
    if not served: return []
    mine = min(served, key=lambda v: v[:2])
    if not kept: kept.update({(name, v): play((name, v)) for name in rules if name!=ours for v in rules[name]})                       # played once for all goals
    reach = [(r.kpis['cost'], str(k), x, r) for k,rows in kept.items() for x,r in rows.items() if r.kpis['fill_rate']>=mine[2].kpis['fill_rate']]
    if not reach: return []
    cost, name, x, rival = min(reach, key=lambda v: v[:3])
    b = _bootstrap(dict(ours=mine[2], rival=rival), n, 365.25, draws)
    d = b['ours']['cost']/b['rival']['cost']-1
    return [dict(goal=goal, rule=f'{ours} less the cheapest rival that serves as well there', settings=f'{name} {x:g}', knob=mine[1], fill=mine[2].kpis['fill_rate'], rival_fill=rival.kpis['fill_rate'], cost=mine[0], rival_cost=cost,
                 against_rival=mine[0]/cost-1, low=np.quantile(d, .025), high=np.quantile(d, .975))]

def synthetic(n=200, days=1092, seed=0):
    from pharmopt.data import complete_catalog, make_catalog, make_prescriptions, to_demand
    cat = make_catalog(n, seed=seed)
    d = to_demand(make_prescriptions(cat, start='2022-01-03', n_days=days, seed=seed))
    return d, complete_catalog(cat)

def short_lives(n=60, days=1092, seed=0):
    "Intermittent items of 14 to 60 days of life, weekly review, two suppliers"
    from pharmopt.data import complete_catalog
    rng, ids = np.random.default_rng(seed), [f'P01/M{i:02d}' for i in range(n)]
    rate = np.exp(rng.uniform(np.log(.05), np.log(2), n))
    hit = rng.random((days, n))<np.minimum(.27*np.ones(n), rate)
    y = hit*rng.poisson(np.maximum(rate/np.minimum(.27, rate)-1, 0), (days, n))+hit
    cat = complete_catalog(pd.DataFrame(dict(unique_id=ids, supplier_id=[f'S{i%2}' for i in range(n)], unit_cost=rng.lognormal(2.8, .6, n).round(2), lead_time_mean=7., lead_time_sd=1., review_days=7.,
                                             shelf_life_days=rng.integers(14, 61, n).astype(float), pack_size=1.)))
    return pd.DataFrame(dict(unique_id=np.repeat(ids, days), ds=np.tile(pd.date_range('2022-01-03', periods=days), n), y=y.T.ravel().astype(float))), cat

def real():
    from pharmopt.data import complete_catalog, load_sales
    demand = load_sales(SALES)
    return demand[demand.ds<'2019-07-01'], complete_catalog(sorted(demand.unique_id.unique()), lead_time_sd=1.)

def study():
    "Figures of three catalogs: what each rule costs on the part that no setting was chosen on, at equal realized fill, and how often each promise holds"
    sets = ([('pharmacy', *real(), pd.Timestamp('2017-04-01'), 2, 2)] if SALES.exists() else [])
    for name, make in (('short lives', short_lives), ('200 synthetic items', synthetic)):
        demand, cat = make()
        sets.append((name, demand, cat, demand.ds.min()+pd.Timedelta(days=728), 1, 2))
    for name, demand, cat, cut, tuned, judged in sets:
        rules = families()
        if name!='pharmacy': rules = {k: {s: v for s,v in kinds.items() if k!='pharmopt' or s[1]==1.} for k,kinds in rules.items()}
        chosen = tune(rules, demand[demand.ds<cut], cat, 364, range(tuned))
        table, today = judge(rules, chosen, demand, cat, int((demand.ds.drop_duplicates()<cut).sum()), range(judged))
        yield f'{name}: today, min-max 14/30, from {cut:%Y-%m-%d}', {k: round(float(v), 5) for k,v in today.items()}
        for r in table.to_dict('records'):
            what = {k: (round(float(v), 5) if isinstance(v, float) else v) for k,v in r.items() if k not in ('goal','rule') and not (isinstance(v, float) and np.isnan(v)) and v is not None}
            yield f"{name}, {100*r['goal']:g} % fill: {r['rule']}", what
