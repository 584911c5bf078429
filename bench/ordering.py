"Ordering: the plan of 500 items in one LP, of 100,000 by prices, against the same LP given whole to HiGHS; the distance of rules to the optimum"
import threading, time
import numpy as np, pandas as pd

def _clock(f, *args, **kw):
    wall, cpu = time.perf_counter(), time.process_time()
    out = f(*args, **kw)
    return out, time.perf_counter()-wall, time.process_time()-cpu

def instance(n, n_paths, h=30, seed=0):
    "Demand paths, catalog, stock and open_orders of n items"
    from pharmopt.data import Paths, complete_catalog
    rng = np.random.default_rng(seed)
    rate, y = rng.lognormal(.5, 1.2, n), np.empty((n, n_paths, h), np.float32)          # as a pipeline keeps its paths
    for a in range(0, n, 5000): y[a:a+5000] = rng.poisson(rng.gamma(rate[a:a+5000,None,None]/1.5, 1.5, (min(5000, n-a), n_paths, h)))
    ids = np.array([f'P{i//500:03d}/M{i%500:03d}' for i in range(n)], dtype=object)
    cat = complete_catalog(pd.DataFrame(dict(unique_id=ids, supplier_id=[f'S{i%10}' for i in range(n)], unit_cost=rng.gamma(2, 5, n).round(2)+1, volume=rng.uniform(.05, .5, n), pack_size=rng.choice([1.,5,10,12], n),
        lead_time_mean=rng.choice([3.,7,10], n), lead_time_sd=rng.choice([0.,1.5], n), shelf_life_days=rng.choice([60.,180,365], n))))
    ds = pd.date_range('2025-06-02', periods=h)
    stock = pd.DataFrame(dict(unique_id=ids, lot='a', expiry=ds[0]+pd.to_timedelta(rng.integers(40, 300, n), 'D'), on_hand=np.round(rate*rng.uniform(0, 3, n))))
    pipe = pd.DataFrame(dict(order_id=[f'o{i}' for i in range(n//3)], unique_id=ids[:n//3], quantity=np.round(rate[:n//3]*4), due=ds[0]+pd.to_timedelta(rng.integers(-3, 12, n//3), 'D')))
    return Paths(y, ids=ids, ds=ds), cat, stock, pipe

def limits_of(paths, cat, stock, pipe, share=.6, **kw):
    "A budget below what is wanted, and shelf space below what that budget would fill"
    from pharmopt.optimize import plan_orders
    free = plan_orders(paths, cat, stock, pipe, **kw)
    held = plan_orders(paths, cat, stock, pipe, budget=share*free.cost['purchase'], method='prices', **kw)
    mean, L = np.asarray(paths).mean(1), np.ceil(cat.lead_time_mean.to_numpy())
    it = held.items.set_index('unique_id').reindex(cat.unique_id)
    coming = pipe.groupby('unique_id').quantity.sum().reindex(cat.unique_id).fillna(0).to_numpy()
    t = np.arange(int(L.min()), int(L.max())+1)
    load = lambda order: np.array([(cat.volume.to_numpy()*np.maximum(it.on_hand.to_numpy()+coming+order.to_numpy()*(k>=L)-mean[:,:k].sum(1), 0)).sum() for k in t])
    base, full = load(0*it.order_quantity), load(it.order_quantity)
    k = int(full.argmax())
    return dict(budget=share*free.cost['purchase'], storage=max(1.005*base.max(), base[k]+.8*(full[k]-base[k])))

class Memory(threading.Thread):
    "Peak resident memory of this process while a block runs, GiB"
    def __enter__(self): import psutil; self.p, self.stop, self.top = psutil.Process(), threading.Event(), 0; self.start(); return self
    def __exit__(self, *a): self.stop.set(); self.join()
    def run(self):
        while not self.stop.wait(.05): self.top = max(self.top, self.p.memory_info().rss/2**30)

def ordering(quick=False):
    from pharmopt.optimize import plan_orders
    small = instance(500, 200)
    free, wall, cpu = _clock(plan_orders, *small, fill_rate=.95)
    yield '500 items x 30 days, the whole LP, s', wall
    limits = limits_of(*small, fill_rate=.95)
    whole, wall, cpu = _clock(plan_orders, *small, fill_rate=.95, **limits)
    yield 'the same with budget and storage binding, s', wall
    yield 'its prices of budget (USD per USD) and storage (USD per litre)', dict(budget=whole.shadow_prices['budget'], storage=whole.shadow_prices['storage'])
    priced, wall, cpu = _clock(plan_orders, *small, fill_rate=.95, method='prices', **limits)
    yield 'the same LP by prices: relative difference of the objective', abs(priced.objective/whole.objective-1)
    yield 'the same LP by prices, s', wall
    for n in ((1000,) if quick else (2000, 5000)):
        item = instance(n, 50)
        limits = limits_of(*item)
        a, wa, ca = _clock(plan_orders, *item, method='lp', exact_limit=0, **limits)
        b, wb, cb = _clock(plan_orders, *item, method='prices', exact_limit=0, **limits)
        yield f'{n:,} items x 50 paths, one window: CPU time of the whole LP over that of prices', ca/cb
        yield f'{n:,} items: relative difference of the objective', abs(a.objective/b.objective-1)
    n = 10_000 if quick else 100_000
    big = instance(n, 50)
    limits = limits_of(*big)
    with Memory() as m: plan, wall, cpu = _clock(plan_orders, *big, **limits)
    yield f'{n:,} items x 50 paths x 30 days, budget and storage binding, s', wall
    yield f'{n:,} items: CPU s', cpu
    yield f'{n:,} items: of which sharing the limits', plan.conventions['solved']
    yield f'{n:,} items: peak memory, GiB (the paths alone are {np.asarray(big[0]).nbytes/2**30:.2f})', m.top
    yield f'{n:,} items: limits that bind', ', '.join(plan.status.limits)
    yield f'{n:,} items: relative gap to the lower bound', plan.gap
    yield from optimum()

def optimum():
    "Published optima of single items, and how far rules are from them"
    from scipy.stats import gamma, poisson
    from statistics import NormalDist
    from pharmopt.mdp import Inventory, robust_rule
    five = poisson.pmf(np.arange(41), 5)
    for p in (4, 9):
        for L in (1, 2, 3, 4): yield f'lost sales, Poisson 5, p={p}, L={L}: optimal cost (Zipkin 2008 prints {dict(zip([(4,1),(4,2),(4,3),(4,4),(9,1),(9,2),(9,3),(9,4)],[4.04,4.40,4.60,4.73,5.44,6.09,6.53,6.84]))[p,L]})', Inventory(five, L, stockout_cost=p).solve(1e-3).gain
    F = gamma(4, scale=1).cdf(np.r_[0, np.arange(.5, 101)])
    ratio = []
    for issue in ('lifo','fifo'):
        for waste in (7.,10.):
            for L in (1,2):
                inv = Inventory(np.r_[np.diff(F)[:-1], 1-F[-2]], L, 2, max_order=10, stockout_cost=5, waste_cost=waste, unit_cost=3, issue=issue, discount=.99)
                play = lambda rule: inv.evaluate(inv.table(rule))
                (S, base), opt, robust = inv.best_base_stock(), inv.evaluate(inv.solve(1e-3).policy), play(robust_rule(inv))
                s_S = min(play(lambda x,pipe: np.where(x.sum(1)+pipe.sum(1)<=s, u-x.sum(1)-pipe.sum(1), 0)) for u in (S,S+1,S+2) for s in range(u-4,u))
                text = 4*(L+1)+NormalDist().inv_cdf(2/3)*2*np.sqrt(L+1)
                printed = {('lifo',7.,1): ' (De Moor 2022 prints 1553 and 1565)', ('fifo',7.,1): ' (De Moor 2022 prints 1457 and 1474)'}.get((issue,waste,L), '')
                ratio.append(robust/base)
                yield f'perishable, {issue.upper()}, waste {waste:g}, lead time {L}: optimal and best base stock{printed}, robust rule, best (s,S), textbook base stock', dict(optimal=opt, base_stock=base, robust=robust, s_S=s_S, textbook=play(lambda x,pipe: text-x.sum(1)-pipe.sum(1)))
    yield 'perishable, the eight settings: robust rule over the best base stock, mean and largest', dict(mean=float(np.mean(ratio)), largest=float(max(ratio)))
