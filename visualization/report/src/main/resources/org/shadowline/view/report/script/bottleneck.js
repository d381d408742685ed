/* The station that limits the plant, why, and which come next. */
function fillBottleneck(variant) {
  const b = variant.bottleneck;
  if (!b) return;
  const ranking = [[b.station, b.share], ...b.runnersUp].slice(0, 8);
  const most = Math.max(...ranking.map(r => r[1] ?? 0), 0.0001);
  bodyOf('bottleneck').replaceChildren(h('div', { class: 'pinch' },
    h('div', null, h('p', { class: 'name' }, nameOf(variant, b.station)), h('p', { class: 'why' }, b.why), h('p', { class: 'hint' }, 'Active-period method: at each moment the station that has worked longest without waiting is the bottleneck (Roser, Nakano and Tanaka 2001).')),
    h('div', null, h('h3', { style: { marginBottom: '10px' } }, 'Share of time as momentary bottleneck'),
      h('div', { class: 'bars' }, ranking.map(([id, value], i) => h('div', { class: `bars-row${i === 0 ? ' is-bottleneck' : ''}` },
        h('span', { class: 'who', title: id }, nameOf(variant, id)), h('span', { class: `meter${i === 0 ? ' hot' : ''}` }, h('i', { style: { width: `${(value ?? 0) / Math.max(most, 0.5) * 100}%` } })), h('span', { class: 'num' }, percent(value))))))));
}
