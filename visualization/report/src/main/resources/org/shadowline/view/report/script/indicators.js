/* Cards of the figures that a planner asks for first, then what the scenario measures besides. */
function headlines(variant) {
  const bottleneck = variant.bottleneck?.station ?? null;
  return [
    find(variant, 'throughput'), find(variant, 'lead_time'), find(variant, 'lead_time', 'p95'), find(variant, 'work_in_process'),
    find(variant, 'on_time_share'), bottleneck === null ? null : find(variant, 'oee', 'mean', bottleneck), find(variant, 'scrap_ratio'), described(find(variant, 'waited_too_long')), described(find(variant, 'lost_arrivals')),
    described(find(variant, 'energy', 'mean', null, true)), described(find(variant, 'peak_load', 'mean')), described(find(variant, 'demand_charge')), described(find(variant, 'cost', 'mean', null, true)) ?? costPerPart(variant), described(find(variant, 'order_cost')),
  ].filter(f => f !== null);
}

/** A plant that says nothing of energy or cost has none to show. */
const described = f => (f !== null && f.mean === 0 && !(f.max > 0) ? null : f);

/** From the cost breakdown, where no estimate gives it: a mean without interval. */
function costPerPart(variant) {
  const mean = variant.cost.perPart;
  if (!(variant.cost.total > 0) || mean === null) return null;
  return { kpi: data.kpis[kpiIndex.cost], statistic: 'mean', of: null, perPart: true, mean, half: null, sd: null, min: null, max: null, n: variant.replications, confidence: null, hasInterval: false };
}

const key = f => [f.kpi.id, f.statistic, f.of, f.perPart].join('\u0000');

function fillIndicators(variant) {
  const main = headlines(variant);
  const known = new Set(main.map(key));
  const measured = variant.measures.map(figure).filter(f => f.mean !== null && !known.has(key(f)));
  bodyOf('indicators').replaceChildren(
    main.length ? h('div', { class: 'kpis' }, main.map(f => card(f, variant))) : '',
    measured.length ? h('div', null, main.length ? h('h3', { class: 'kpi-group' }, 'Also measured in this scenario') : null, h('div', { class: 'kpis' }, measured.map(f => card(f, variant)))) : '');
}

function card(f, variant) {
  const w = words(f, variant.currency);
  const from = Math.min(f.min ?? f.mean, f.hasInterval ? f.mean - f.half : f.mean);
  const to = Math.max(f.max ?? f.mean, f.hasInterval ? f.mean + f.half : f.mean);
  const ranged = f.n > 1 && to > from;
  return h('div', { class: 'kpi', ...tip(explained(f, variant.currency)) },
    h('span', { class: 'name' }, title(f, variant)),
    h('span', { class: 'value' }, w.value, w.unit ? h('span', { class: 'unit' }, w.unit) : null),
    h('span', { class: 'pm' }, h('span', null, w.plusMinus || 'no interval'), w.plusMinus ? h('span', { class: 'dim' }, percent(f.confidence, 0)) : null, h('span', { class: 'dim' }, `n${NBSP}=${NBSP}${f.n}`)),
    ranged ? intervalPicture(f, { from, to }) : null,
    ranged ? h('span', { class: 'ends', 'aria-hidden': 'true' }, h('span', null, w.min), h('span', null, w.max)) : null);
}
