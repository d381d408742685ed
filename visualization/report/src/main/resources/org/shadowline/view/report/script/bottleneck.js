/* What limits the plant: by active periods, and beside it by sensitivity where that was asked for. */
function fillBottleneck(variant) {
  const b = variant.bottleneck;
  const s = variant.sensitivity;
  if (!b && !s) return;
  const names = [...(b ? [b.station, ...b.runnersUp.slice(0, 7).map(r => r[0])] : []), ...(s ? s.gains.slice(0, 8).map(g => g[0]) : [])];
  bodyOf('bottleneck').style.setProperty('--who', `${Math.ceil(Math.min(230, names.reduce((most, id) => Math.max(most, textWidth(`${nameOf(variant, id)} conveyor`, '700 14px')), 90)))}px`);
  bodyOf('bottleneck').replaceChildren(...[
    s ? h('p', { class: `both-methods${s.agrees ? '' : ' apart'}` }, s.verdict) : null,
    h('div', { class: 'pinch' }, ...(s ? [b ? byActivePeriods(variant, b) : noBottleneck(), bySensitivity(variant, s)] : [theBottleneck(variant, b), activePeriods(variant, b)])),
  ].filter(Boolean));
}

function theBottleneck(variant, b) {
  return h('div', null, h('p', { class: 'name' }, nameOf(variant, b.station)), h('p', { class: 'why' }, b.why), h('p', { class: 'hint' }, ACTIVE_PERIODS));
}

const ACTIVE_PERIODS = 'Active-period method: at each moment the station that has worked longest without waiting is the bottleneck (Roser, Nakano and Tanaka 2001).';

function activePeriods(variant, b) {
  const ranking = [[b.station, b.share], ...b.runnersUp].slice(0, 8);
  const most = Math.max(...ranking.map(r => r[1] ?? 0), 0.0001);
  return h('div', null, h('h3', { class: 'bars-title' }, 'Share of time as momentary bottleneck'),
    h('div', { class: 'bars' }, ranking.map(([id, value], i) => limitRow(nameOf(variant, id), id, i === 0, (value ?? 0) / Math.max(most, 0.5), percent(value)))));
}

const byActivePeriods = (variant, b) => h('div', null, activePeriods(variant, b), h('p', { class: 'hint' }, b.why), h('p', { class: 'hint' }, ACTIVE_PERIODS));

const noBottleneck = () => h('div', null, h('p', { class: 'why' }, 'No station has been active long enough to be a bottleneck.'), h('p', { class: 'hint' }, ACTIVE_PERIODS));

function bySensitivity(variant, s) {
  const shown = s.gains.slice(0, 8);
  const most = Math.max(...shown.map(g => g[4]), s.step / 2, 1e-9);
  const gain = value => `${value < -0.00005 ? '−' : '+'}${(Math.abs(value) * 100).toFixed(1)} %`;
  return h('div', null, h('h3', { class: 'bars-title' }, `Throughput when it alone is ${Number((s.step * 100).toPrecision(3))} % faster`),
    h('div', { class: 'bars' }, shown.map(([id, kind, mean, low, high, first]) => limitRow(h('span', null, nameOf(variant, id), kind === 'station' ? null : h('small', null, ` ${kind}`)), id, first, Math.max(0, mean) / most, gain(mean), `${gain(mean)}, interval ${gain(low)} to ${gain(high)}`))),
    h('p', { class: 'hint' }, 'Sensitivity: the one whose faster work raises the throughput most is the bottleneck (Kuo, Lim and Meerkov 1996). Each runs with the same random numbers as the plant as it is; the 95 % intervals of all gains hold together.'));
}

const limitRow = (name, title, hot, share, text, hint) => h('div', { class: `bars-row${hot ? ' is-bottleneck' : ''}`, ...(hint ? tip(hint) : {}) },
  h('span', { class: 'who', title }, name), h('span', { class: `meter${hot ? ' hot' : ''}` }, h('i', { style: { width: `${Math.min(1, share) * 100}%` } })), h('span', { class: 'num' }, text));
