/* Comparison of variants: a table with the best marked, and a figure against a setting. */
const BETTER = { throughput: 1, lead_time: -1, work_in_process: -1, on_time_share: 1, oee: 1, scrap_ratio: -1, tardiness: -1, energy: -1, peak_load: -1, demand_charge: -1, separation_loss: -1, protective_stop: -1, smallest_distance: 0, in_transit: -1, leg_time: -1, load_factor: 1, transport_cost: -1, warming_time: -1, standby_time: 0, cost: -1, maintenance_cost: -1, order_cost: -1, lost_arrivals: -1, utilisation: 0, availability: 1, effectiveness: 1, quality_ratio: 1, blocked_time: -1, starved_time: -1, down_time: -1, spare_waiting: -1, back_orders: -1, tool_waiting: -1, fill_rate: 1, setup_time: -1, level: 0 };
const settingNames = [...new Set(variants.flatMap(v => Object.keys(v.settings)))];
const colourOfVariants = 8;

/** Figures that are compared: key figures of any variant, then measured ones; plant-wide or of the same subject. */
function comparedFigures() {
  const list = new Map();
  for (const v of variants) for (const f of headlines(v)) if (f.of === null) list.set(key(f), f);
  for (const v of variants) for (const f of v.measures.map(figure)) if (f.mean !== null && !list.has(key(f))) list.set(key(f), f);
  return [...list.values()];
}

function same(variant, f) {
  return find(variant, f.kpi.id, f.statistic, f.of, f.perPart) ?? variant.measures.map(figure).find(m => key(m) === key(f) && m.mean !== null) ?? null;
}

/** `best`, `tie` (its interval overlaps that of the best) or null, for each variant; no marks where none stands out. */
function ranks(f) {
  const direction = BETTER[f.kpi.id] ?? 0;
  const values = variants.map(v => same(v, f));
  if (direction === 0 || values.filter(v => v).length < 2) return variants.map(() => null);
  const best = values.reduce((a, b) => (!b ? a : !a || b.mean * direction > a.mean * direction ? b : a), null);
  const touches = v => v.hasInterval && best.hasInterval && v.mean + v.half >= best.mean - best.half && v.mean - v.half <= best.mean + best.half;
  const ranked = values.map(v => (!v ? null : v === best ? 'best' : v.mean === best.mean || touches(v) ? 'tie' : null));
  return ranked.every((rank, i) => rank || !values[i]) ? variants.map(() => null) : ranked;
}

const MARKS = { best: '●', tie: '○' };

function fillVariants(variant) {
  const compared = comparedFigures();
  const shown = compared.slice(0, 7);
  const rank = new Map(shown.map(f => [f, ranks(f)]));
  const columns = [
    { name: 'Variant', cell: v => h('button', { type: 'button', class: 'row', onclick: () => choose(variants.indexOf(v)) }, v.label || `Variant ${variants.indexOf(v) + 1}`) },
    ...(anyExpectations() ? [{ name: 'Met', number: true, cell: v => `${v.expectations.filter(e => e.verdict === 'met').length} of ${v.expectations.length}` }] : []),
    ...shown.map(f => ({ name: title(f, variant), number: true, cell: v => comparedCell(v, f, rank.get(f)[variants.indexOf(v)]) })),
    ...(variants.some(v => v.bottleneck) ? [{ name: 'Bottleneck', cell: v => (v.bottleneck ? nameOf(v, v.bottleneck.station) : NONE) }] : []),
  ];
  const body = bodyOf('variants');
  forgetCharts(body);
  body.replaceChildren(
    scrolling('Variants compared', h('div', { class: 'variants-table' }, table(columns, variants, { rowClass: v => (v === variant ? 'chosen' : '') })), ...(variants.length > 16 ? ['tall'] : [])),
    h('p', { class: 'hint' }, '● best mean \u2003 ○ its interval overlaps that of the best, so chance may explain the difference'));
  if (compared.length) comparisonChart(body, compared);
}

const anyExpectations = () => variants.some(v => v.expectations.length);

function comparedCell(v, f, rank) {
  const found = same(v, f);
  if (!found) return NONE;
  const w = words(found, v.currency);
  return h('span', { ...tip(explained(found, v.currency)), class: rank === 'best' ? 'best' : null },
    rank ? h('span', { class: 'mark', 'aria-label': rank === 'best' ? 'best' : 'not distinguishable from the best' }, MARKS[rank]) : null,
    withUnit(w.value, w.unit === `per ${rateUnit.name}` ? `/${rateUnit.name}` : w.unit), w.plusMinus ? h('small', { class: 'pm-cell' }, w.plusMinus) : null);
}

let comparedKey = null;
let comparedSetting = null;

function comparisonChart(body, compared) {
  let f = compared.find(c => key(c) === comparedKey) ?? compared[0];
  let setting = comparedSetting ?? settingNames.toSorted((a, b) => valuesOf(b).length - valuesOf(a).length)[0];
  const canvas = h('div', { class: 'chart' });
  const note = h('span', { class: 'dim' });
  const show = () => {
    const { unit } = scaleFor(f.kpi.kind, f.mean, variants[0].currency);
    note.textContent = `${title(f, variants[0])}${unit ? `, ${unit}` : ''}; bars are intervals, the axis need not begin at 0`;
    forgetCharts(canvas.parentElement);
    const series = seriesBySetting(f, setting);
    chart(canvas, `${title(f, variants[0])} against ${setting ?? 'variant'}`, () => comparisonOptions(f, setting, series));
  };
  const controls = h('div', { class: 'chart-controls' },
    choice('Figure', compared.map(c => [key(c), title(c, variants[0])]), key(f), value => { comparedKey = value; f = compared.find(c => key(c) === value); show(); }),
    settingNames.length > 1 ? choice('against', settingNames.map(n => [n, n]), setting, value => { comparedSetting = setting = value; show(); }) : null, note);
  body.append(h('div', { class: 'keep' }, controls, canvas));
  show();
}

const valuesOf = setting => [...new Set(variants.map(v => v.settings[setting]))];

/** The other settings make one line each. */
function seriesBySetting(f, setting) {
  const groups = new Map();
  for (const v of variants) {
    const rest = settingNames.filter(n => n !== setting).map(n => `${n} ${v.settings[n]}`).join(', ');
    if (!groups.has(rest)) groups.set(rest, []);
    groups.get(rest).push({ at: setting === undefined ? v.label : v.settings[setting], figure: same(v, f), variant: v });
  }
  return [...groups];
}

function comparisonOptions(f, setting, groups) {
  const colours = palette();
  const symbols = ['circle', 'rect', 'triangle', 'diamond', 'roundRect', 'emptyCircle', 'emptyRect', 'emptyTriangle'];
  const { factor } = scaleFor(f.kpi.kind, f.mean, variants[0].currency);
  const values = setting === undefined ? variants.map(v => v.label) : valuesOf(setting);
  const shown = groups.slice(0, colourOfVariants);
  const span = extent(groups, factor);
  const series = shown.flatMap(([name, points], i) => {
    const aside = (i - (shown.length - 1) / 2) * 0.035;
    const rows = values.map(value => points.find(p => p.at === value)).map((p, j) => (p?.figure ? [j + aside, p.figure.mean * factor, (p.figure.half ?? 0) * factor] : [j + aside, null, 0]));
    return [
      { type: 'line', name: name || title(f, variants[0]), data: rows.map(r => [r[0], r[1]]), symbol: symbols[i], symbolSize: 8, lineStyle: { width: 2 }, color: colours[i], z: 3, zlevel: 0 },
      { type: 'custom', silent: true, z: 2, data: rows, renderItem: (_, api) => errorBar(api, colours[i]), name: name || title(f, variants[0]), color: colours[i] },
    ];
  });
  return {
    ...baseOptions(), grid: { left: 8, right: 24, top: 14, bottom: groups.length > 1 ? 62 : 34, containLabel: true },
    legend: groups.length > 1 ? { bottom: 2, type: 'scroll', textStyle: textStyle(), itemHeight: 8, data: shown.map(([name]) => name) } : undefined,
    xAxis: axis({ type: 'value', min: -0.5, max: values.length - 0.5, interval: 0.5, splitLine: { show: false }, name: setting ?? '', nameLocation: 'middle', nameGap: 28, axisLabel: { formatter: v => (Number.isInteger(v) ? values[v] ?? '' : '') } }),
    yAxis: valueAxis({ scale: true, ...span, axisLabel: { formatter: v => (f.kpi.kind === 'time' ? time(v) : plain(Number(v.toPrecision(6)), 4)) } }),
    tooltip: { ...baseOptions().tooltip, trigger: 'item', formatter: p => {
      const point = groups.find(([name]) => (name || title(f, variants[0])) === p.seriesName)?.[1].find(q => q.at === values[p.dataIndex]);
      if (!point?.figure) return '';
      const w = words(point.figure, point.variant.currency);
      return tooltipLines(point.variant.label, [`${title(f, point.variant)}: ${withUnit(w.value, w.unit)} ${w.plusMinus}`, ...explained(point.figure, point.variant.currency).split('\n')]);
    } },
    series,
  };
}

/** The axis holds all intervals; it need not begin at 0. */
function extent(groups, factor) {
  const figures = groups.flatMap(([, points]) => points.map(p => p.figure)).filter(f => f);
  const low = Math.min(...figures.map(f => (f.mean - (f.half ?? 0)) * factor));
  const high = Math.max(...figures.map(f => (f.mean + (f.half ?? 0)) * factor));
  const step = (kindOf(groups) === 'time' ? timeStep : niceStep)((high - low || Math.abs(high) * 0.1 || 1) / 4);
  return { min: Math.max(low >= 0 ? 0 : -Infinity, Math.floor(low / step - 0.2) * step), max: Math.ceil(high / step + 0.2) * step, interval: step };
}

const kindOf = groups => groups.flatMap(([, points]) => points).find(p => p.figure)?.figure.kpi.kind;

function niceStep(atLeast) {
  const ten = 10 ** Math.floor(Math.log10(atLeast));
  return [1, 2, 2.5, 5, 10].map(m => m * ten).find(step => step >= atLeast * 0.999);
}

function errorBar(api, stroke) {
  const half = api.value(2);
  if (!half) return null;
  const top = api.coord([api.value(0), api.value(1) + half]);
  const bottom = api.coord([api.value(0), api.value(1) - half]);
  const line = (x1, y1, x2, y2) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style: { stroke, lineWidth: 1.5 } });
  return { type: 'group', children: [line(top[0], top[1], bottom[0], bottom[1]), line(top[0] - 5, top[1], top[0] + 5, top[1]), line(bottom[0] - 5, bottom[1], bottom[0] + 5, bottom[1])] };
}
