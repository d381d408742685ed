/* Each expectation with its verdict, its numbers, and for the undecided what would decide. */
const VERDICTS = {
  met: ['met', 'M3.5 8.5l3 3 6-7'],
  not_met: ['not met', 'M4.5 4.5l7 7m0-7l-7 7'],
  undecided: ['undecided', 'M5.6 6a2.4 2.4 0 1 1 3.4 2.2c-.7.3-1 .7-1 1.4m0 2.4v.1'],
};
const SIGNS = { '<': 'below', '<=': 'at most', '=': 'exactly', '!=': 'other than', '>=': 'at least', '>': 'above' };

function badge(verdict) {
  const [text, path] = VERDICTS[verdict];
  return h('span', { class: `badge ${verdict}` }, s('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, s('path', { d: path, fill: 'none', stroke: 'currentColor', 'stroke-width': 2, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' })), text);
}

function fillExpectations(variant) {
  bodyOf('expectations').replaceChildren(h('div', { class: 'rows' }, variant.expectations.map(e => {
    const f = e.estimate ? figure([...e.measure, ...e.estimate]) : null;
    return h('div', { class: 'expectation' }, badge(e.verdict),
      h('div', null, h('p', { class: 'said' }, e.text || said(e, variant)), h('p', { class: 'why' }, reason(e, f, variant))),
      f && f.mean !== null ? expectationPicture(e, f, variant) : null);
  })));
}

/** The expectation in words, where its text is not known. */
function said(e, variant) {
  const f = figure([...e.measure, null, null, null, null, null, 0, null]);
  return `${title(f, variant)} ${SIGNS[e.sign] ?? e.sign} ${quantity(f.kpi.kind, e.value, variant.currency)}`;
}

function reason(e, f, variant) {
  const limit = quantity(data.kpis[e.measure[0]].kind, e.value, variant.currency);
  if (!f || f.mean === null) return `No replication gave a value to compare with ${limit}.`;
  const w = words(f, variant.currency);
  const found = `Found ${withUnit(w.value, w.unit)}${w.plusMinus ? ` ${w.plusMinus}` : ''}`;
  const wanted = `expected ${SIGNS[e.sign] ?? e.sign} ${limit}`;
  if (e.verdict !== 'undecided') {
    if (!f.hasInterval) return `${found}; ${wanted}. ${f.n === 1 ? 'One replication gives no interval, so chance may decide this.' : ''}`;
    return `${found}; ${wanted}. The ${percent(f.confidence, 0)} interval, ${withUnit(`${w.low} to ${w.high}`, w.unit)}, lies wholly ${e.verdict === 'met' ? 'inside' : 'outside'} what is expected.`;
  }
  if (!f.hasInterval) return `${found}; ${wanted}. One replication gives no interval: with 10 or more this can be decided.`;
  return `${found}; ${wanted}. The interval, ${withUnit(`${w.low} to ${w.high}`, w.unit)}, holds the limit. ${whatDecides(e, f)}`;
}

/** The half width shrinks with the square root of the replications, so their number for a given distance follows. */
function whatDecides(e, f) {
  const distance = Math.abs(f.mean - e.value);
  const needed = distance > 0 ? Math.ceil(f.n * (f.half / distance) ** 2 * 1.05) : Infinity;
  if (needed > 20000) return 'The mean lies so close to the limit that more replications are unlikely to decide.';
  const digits = 10 ** Math.max(0, Math.floor(Math.log10(needed)) - 1);
  return `About ${count(Math.ceil(needed / digits) * digits)} replications would decide, if the mean stays where it is.`;
}

function expectationPicture(e, f, variant) {
  const ends = [f.min ?? f.mean, f.max ?? f.mean, e.value];
  if (f.hasInterval) ends.push(f.mean - f.half, f.mean + f.half);
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  const margin = (high - low) * 0.06 || Math.abs(e.value) * 0.1 || 1;
  const from = low - margin;
  const to = high + margin;
  const at = (e.value - from) / (to - from);
  const label = `limit ${quantity(f.kpi.kind, e.value, variant.currency)}`;
  const end = v => (v === e.value ? '' : quantity(f.kpi.kind, v, variant.currency));
  return h('div', { ...tip(explained(f, variant.currency)), class: 'kpi-range keep' },
    h('div', { class: 'limit-label', style: at > 0.5 ? { marginLeft: 'auto', width: `${at * 100}%`, textAlign: 'right' } : { marginLeft: `${at * 100}%` } }, label),
    intervalPicture(f, { from, to, limit: e.value, width: 300 }),
    h('div', { class: 'range-ends' }, h('span', null, end(low)), h('span', null, end(high))));
}
