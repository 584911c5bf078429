#!/usr/bin/env bash
# Tryton 8.2.1, modules stock_supply and stock_lot_sled: the planner leaves out lots
# that expire between today and the planning date, and counts lots that expired
# before today. A shelf of expired units stops the order. Seen with an order point of
# 5 and 10 units on hand: expires tomorrow -> a request for 20; expired yesterday -> none.
# Remedy: move expired lots to a lost-and-found location.
set -eu
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
python3 -m venv "$d/v"
"$d/v/bin/pip" install -q trytond==8.2.1 proteus==8.2.0 \
  trytond-stock-supply==8.2.0 trytond-stock-lot-sled==8.2.0 trytond-purchase-request==8.2.0 trytond-stock-lot==8.2.0
cat > "$d/p.py" <<'P'
import datetime as dt, os
os.environ['DB_NAME'] = ':memory:'
from decimal import Decimal
from proteus import Model, Wizard
from trytond.modules.account.tests.tools import create_chart, get_accounts
from trytond.modules.company.tests.tools import create_company
from trytond.tests.tools import activate_modules
def requested(days):
    activate_modules(['stock_supply', 'stock_lot_sled', 'purchase_request'], create_company, create_chart)
    today = dt.date.today()
    kind = Model.get('product.category')(name='drugs', accounting=True)
    kind.account_expense = get_accounts()['expense']; kind.account_revenue = get_accounts()['revenue']; kind.save()
    unit, = Model.get('product.uom').find([('name', '=', 'Unit')])
    t = Model.get('product.template')(name='Insulin', default_uom=unit, type='goods', purchasable=True, list_price=Decimal(1),
                                      account_category=kind, shelf_life_state='optional')
    t.save(); product, = t.products
    at = Model.get('stock.location').find([])
    house, = [l for l in at if l.type == 'warehouse']
    lost, = [l for l in at if l.type == 'lost_found']
    point = Model.get('stock.order_point')(type='purchase', product=product, location=house, min_quantity=5, target_quantity=20)
    point.save()
    lot = Model.get('stock.lot')(number='L1', product=product, shelf_life_expiration_date=today+dt.timedelta(days))
    lot.save()
    move = Model.get('stock.move')(product=product, quantity=10, lot=lot, from_location=lost, to_location=house.storage_location,
                                   planned_date=today-dt.timedelta(30), effective_date=today-dt.timedelta(30), company=Model.get('company.company').find([])[0])
    move.save(); move.click('do')
    Wizard('stock.supply').execute('create_')
    return [r.quantity for r in Model.get('purchase.request').find([('product', '=', product.id)])]
import sys
print(*requested(int(sys.argv[1])))
P
for days in 1 -1; do "$d/v/bin/python" "$d/p.py" $days > "$d/$days" 2> "$d/err" || { tail -3 "$d/err"; exit 2; }; echo "expiry in $days days: request for '$(cat "$d/$days")'"; done
[ -n "$(tr -d '[:space:]' < "$d/1")" ] && [ -z "$(tr -d '[:space:]' < "$d/-1")" ]
