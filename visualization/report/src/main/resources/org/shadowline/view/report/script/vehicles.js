/* Shares of time of vehicles and cranes. */

/** What they do with their time: KPI of the share, colour, words. */
const VEHICLE_TIMES = [['loaded_time', 'busy', 'loaded'], ['empty_time', 'setup', 'empty'], ['handling_time', 'starved', 'loading and unloading'], ['path_waiting', 'waiting', 'waiting for a path'], ['blocked_time', 'blocked', 'blocked'], ['charging_time', 'stopped', 'charging'], ['down_time', 'down', 'down']];

function vehicles(variant) {
  const rows = variant.fleets.filter(([id]) => find(variant, 'utilisation', 'mean', id))
    .map(([id, size]) => ({ id, size, empty: find(variant, 'empty_travel', 'mean', id), parts: VEHICLE_TIMES.map(([kpi, colour, words]) => ({ colour, words, share: find(variant, kpi, 'mean', id)?.mean ?? 0 })).filter(part => part.share > 0) }));
  if (!rows.length) return null;
  const used = VEHICLE_TIMES.filter(([, , words]) => rows.some(row => row.parts.some(part => part.words === words)));
  return h('div', null, h('h3', { class: 'sub' }, 'Vehicles'),
    legend(used.map(([, colour, words]) => [stateSwatch(colour), words])),
    h('div', { class: 'bars' }, rows.map(row => vehicleRow(row, variant))));
}

function vehicleRow({ id, size, empty, parts }, variant) {
  const all = parts.map(part => `${part.words} ${percent(part.share)}`).join('\n');
  const metres = empty ? `\nof the metres ${percent(empty.mean)} without a part` : '';
  return h('div', { class: 'bars-row', ...tip(`${nameOf(variant, id)}, ${size === 1 ? 'one vehicle' : `${count(size)} vehicles`}\n${all}${metres}`) },
    h('span', { class: 'who' }, nameOf(variant, id), size > 1 ? h('small', null, ` ×${size}`) : null),
    h('span', { class: 'stack', role: 'img', 'aria-label': all.replaceAll('\n', ', ') }, parts.map(({ colour, share }) => h('span', { class: `s-${colour}`, style: { width: `${share * 100}%` } }, share >= 0.055 ? Math.round(share * 100) : ''))),
    h('span', { class: 'num' }, percent(parts.reduce((sum, part) => sum + part.share, 0))));
}
