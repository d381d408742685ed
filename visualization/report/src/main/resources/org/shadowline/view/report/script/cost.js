/* What the parts cost, and what of. */
const COSTS = ['material', 'machine', 'labour', 'energy', 'holding', 'maintenance', 'transport'];

function fillCost(variant) {
  const cost = variant.cost;
  const money = v => number(v, Math.abs(v) < 1000 ? 2 : 0);
  const parts = cost.perPart > 0 ? cost.total / cost.perPart : null;
  const used = COSTS.map((name, i) => [name, cost[name] ?? 0, `var(--cause-${i + 1})`]).filter(([, v]) => v > 0);
  const perPart = v => (parts ? number(v / parts, v / parts < 1 ? 3 : 2) : NONE);
  const estimate = find(variant, 'cost', 'mean', null, true);
  const rows = [...used.map(([name, v, c]) => ({ name: [colourSwatch(c), ` ${name}`], v })), { name: 'Total', v: cost.total, kind: 'sum' }, ...(cost.scrap > 0 ? [{ name: 'of which scrapped', v: cost.scrap, kind: 'of' }] : [])];
  bodyOf('cost').replaceChildren(h('div', { class: 'pinch' },
    h('div', null, cost.perPart === null ? null : h('p', { class: 'big' }, perPart(cost.total), ' ', h('span', { class: 'unit' }, `${variant.currency} per finished part`)),
      estimate?.hasInterval ? h('p', { class: 'dim' }, `${words(estimate, variant.currency).plusMinus} ${variant.currency}, ${percent(estimate.confidence, 0)} confidence, n = ${estimate.n}`) : null,
      h('p', { class: 'why' }, `${used.toSorted((a, b) => b[1] - a[1]).slice(0, 2).map(([name, v]) => `${percent(v / cost.total, 0)} ${name}`).join(', ')}${cost.scrap > 0 ? `; scrap takes ${percent(cost.scrap / cost.total, 1)}` : ''}.`)),
    h('div', null,
      h('div', { class: 'cost-bar', 'aria-hidden': 'true' }, used.map(([name, v, c]) => h('span', { style: { width: `${v / cost.total * 100}%`, background: c }, title: `${name} ${percent(v / cost.total)}` }))),
      table([
        { name: variant.currency, cell: r => r.name }, { name: 'per replication', number: true, cell: r => money(r.v) }, { name: 'per part', number: true, cell: r => perPart(r.v) }, { name: 'share', number: true, cell: r => percent(r.v / cost.total) },
      ], rows, { rowClass: r => r.kind }))));
}
