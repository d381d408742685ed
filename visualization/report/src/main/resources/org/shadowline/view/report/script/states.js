/* Shares of time of the stations by state, and how busy the people are. */
const STATE_ORDER = ['busy', 'setup', 'warming', 'waiting', 'lacks_tool', 'blocked', 'down', 'lacks_spares', 'stopped', 'starved', 'standby', 'switched_off', 'off'];
const stateNumber = Object.fromEntries(data.states.map((state, i) => [state.id, i]));
const FIRST_STATIONS = 40;
const PRINTED_STATIONS = 200;
const FIRST_TEAMS = 12;
let stationSort = 'plant';
let stationFilter = '';
let allStations = false;
let allTeams = false;

const share = (station, state) => (station[2 + stateNumber[state]] ?? 0) / 10000;

function fillStates(variant) {
  const rows = variant.stations;
  const used = STATE_ORDER.filter(state => rows.some(r => share(r, state) > 0));
  const list = h('div', { class: 'bars' });
  const refresh = () => listStations(list, variant, refresh);
  toolsOf('states').replaceChildren(
    rows.length > 12 ? h('input', { type: 'search', placeholder: `Find one of ${count(rows.length)} stations`, 'aria-label': 'Find a station', value: stationFilter, oninput: e => { stationFilter = e.target.value; refresh(); } }) : '',
    rows.length > 1 ? choice('Sort by', [['plant', 'order in the plant'], ['name', 'name'], ...used.map(state => [state, `${data.states[stateNumber[state]].words}, most first`])], stationSort, value => { stationSort = value; refresh(); }) : '');
  bodyOf('states').replaceChildren(
    legend(used.map(state => [stateSwatch(state), data.states[stateNumber[state]].words])),
    list, people(variant, () => fillStates(variant)) ?? '', robots(variant) ?? '', vehicles(variant) ?? '', sites(variant) ?? '',
    behind('Station states', () => table([
      { name: 'Station', cell: r => nameOf(variant, r[0]) }, { name: 'Machines', number: true, cell: r => count(r[1]) },
      ...used.map(state => ({ name: data.states[stateNumber[state]].words, number: true, cell: r => percent(share(r, state)) })),
    ], rows)));
  refresh();
}

function listStations(list, variant, refresh) {
  const wanted = stationFilter.trim().toLowerCase();
  let rows = variant.stations.filter(r => !wanted || `${r[0]} ${nameOf(variant, r[0])}`.toLowerCase().includes(wanted));
  if (stationSort === 'name') rows = rows.toSorted((a, b) => nameOf(variant, a[0]).localeCompare(nameOf(variant, b[0]), 'en', { numeric: true }));
  else if (stationSort !== 'plant') rows = rows.toSorted((a, b) => share(b, stationSort) - share(a, stationSort));
  const shown = allStations ? rows : rows.slice(0, printing ? PRINTED_STATIONS : FIRST_STATIONS);
  const measured = stationSort in stateNumber ? stationSort : 'busy';
  const name = r => (variant.bottleneck?.station === r[0] ? textWidth('bottleneck', '700 11px') + 20 + textWidth(nameOf(variant, r[0]), '700 14px') : textWidth(nameOf(variant, r[0]), '14px'))
    + (r[1] > 1 ? textWidth(` ×${r[1]}`, '14px') : 0);
  bodyOf('states').style.setProperty('--who', `${Math.ceil(Math.min(280, shown.reduce((most, r) => Math.max(most, name(r)), 90) + 6))}px`);
  list.classList.toggle('long', shown.length > 24);
  list.replaceChildren(
    h('div', { class: 'bars-row bars-head', 'aria-hidden': 'true' }, h('span'), h('span'), h('span', { class: 'num' }, data.states[stateNumber[measured]].words)),
    ...shown.map(r => stationRow(r, variant, measured)),
    shown.length < rows.length ? h('button', { type: 'button', class: 'plain', onclick: () => { allStations = true; refresh(); } }, `Show all ${count(rows.length)} stations`) : '',
    rows.length ? '' : h('p', { class: 'hint' }, 'No station has this name.'));
}

function stationRow(r, variant, measured) {
  const hot = variant.bottleneck?.station === r[0];
  const parts = STATE_ORDER.map(state => [state, share(r, state)]).filter(([, v]) => v > 0);
  const all = parts.map(([state, v]) => `${data.states[stateNumber[state]].words} ${percent(v)}`).join('\n');
  const name = nameOf(variant, r[0]);
  return h('div', { class: `bars-row${hot ? ' is-bottleneck' : ''}`, ...tip(`${name}${r[1] > 1 ? `, ${r[1]} machines` : ''}${hot ? ': the bottleneck' : ''}\n${all}`) },
    h('span', { class: 'who' }, hot ? h('span', { class: 'flag' }, 'bottleneck') : null, name, r[1] > 1 ? h('small', null, ` ×${r[1]}`) : null),
    h('span', { class: 'stack', role: 'img', 'aria-label': all.replaceAll('\n', ', ') }, parts.map(([state, v]) => h('span', { class: `s-${state}`, style: { width: `${v * 100}%` } }, v >= 0.055 ? Math.round(v * 100) : ''))),
    h('span', { class: 'num' }, percent(share(r, measured))));
}

/** Utilisation of the teams, with intervals, the busiest first, and behind it the share of walking. */
function people(variant, refresh) {
  const teams = variant.teams.map(([id, size]) => [id, size, find(variant, 'utilisation', 'mean', id)]).filter(([, , f]) => f).sort((a, b) => b[2].mean - a[2].mean);
  if (!teams.length) return null;
  const shown = allTeams ? teams : teams.slice(0, printing ? PRINTED_STATIONS : FIRST_TEAMS);
  const all = shown.length < teams.length ? h('button', { type: 'button', class: 'plain', onclick: () => { allTeams = true; refresh(); } }, `Show all ${count(teams.length)}`) : '';
  const walking = id => find(variant, 'walking_time', 'mean', id)?.mean ?? 0;
  const pace = id => find(variant, 'pace', 'mean', id)?.mean;
  const absence = id => find(variant, 'absence', 'mean', id)?.mean;
  const beside = id => [pace(id) ? `pace ${percent(pace(id), 0)} of the declared` : null, absence(id) ? `absent ${percent(absence(id))} of their shifts` : null].filter(Boolean).join(', ');
  const walks = teams.some(([id]) => walking(id) > 0);
  return h('div', null, h('h3', { class: 'sub' }, 'People, share of their shift at work'),
    walks ? legend([[stateSwatch('busy'), 'at work'], [stateSwatch('waiting'), 'walking']]) : '',
    h('div', { class: 'bars' }, shown.map(([id, size, f]) => h('div', { class: 'bars-row', ...tip(`${nameOf(variant, id)}, ${size === 1 ? 'one person' : `${count(size)} people`}\nUtilisation ${percent(f.mean)}${walking(id) > 0 ? `\nWalking ${percent(walking(id))}` : ''}${absence(id) ? `\nAbsent ${percent(absence(id))}` : ''}${pace(id) ? `\nPace against the declared times ${percent(pace(id))}` : ''}\n${explained(f, variant.currency)}`) },
    h('span', { class: 'who' }, nameOf(variant, id), size > 1 ? h('small', null, ` ×${size}`) : null),
    h('div', null, h('span', { class: 'meter', role: 'img', 'aria-label': `utilisation ${percent(f.mean)}` }, h('i', { style: { width: `${Math.min(1, f.mean) * 100}%` } }),
      walking(id) > 0 ? h('i', { class: 'walks', style: { left: `${Math.min(1, f.mean) * 100}%`, width: `${walking(id) * 100}%` } }) : null,
      f.hasInterval ? h('b', { style: { left: `${Math.max(0, f.mean - f.half) * 100}%`, width: `${Math.min(1, 2 * f.half) * 100}%` } }) : null),
      beside(id) ? h('small', { class: 'beside' }, beside(id)) : null),
    h('span', { class: 'num' }, percent(f.mean))))), all);
}

/** What robots lose because people are near, slowed and standing still, and the smallest distance; the greatest loss first. */
function robots(variant) {
  const rows = variant.stations.map(([id]) => [id, find(variant, 'separation_loss', 'mean', id)]).filter(([, f]) => f).sort((a, b) => b[1].mean - a[1].mean);
  if (!rows.length) return null;
  const stopped = id => find(variant, 'protective_stop', 'mean', id)?.mean ?? 0;
  const nearest = id => find(variant, 'smallest_distance', 'mean', id)?.mean ?? null;
  return h('div', null, h('h3', { class: 'sub' }, 'Robots beside people, share of time lost'),
    legend([[stateSwatch('down'), 'protective stop'], [stateSwatch('waiting'), 'slowed']]),
    h('div', { class: 'bars' }, rows.map(([id, f]) => {
      const slowed = Math.max(0, f.mean - stopped(id));
      const distance = nearest(id) === null ? null : `${nearest(id).toFixed(2)} m`;
      const all = `stopped ${percent(stopped(id))}, slowed ${percent(slowed)}${distance ? `, smallest distance ${distance}` : ''}`;
      return h('div', { class: 'bars-row', ...tip(`${nameOf(variant, id)}\nProtective stop ${percent(stopped(id))}\nLost by slowing ${percent(slowed)}${distance ? `\nSmallest distance of people ${distance}` : ''}\n${explained(f, variant.currency)}`) },
        h('span', { class: 'who' }, nameOf(variant, id), distance ? h('small', null, ` ${distance}`) : null),
        h('span', { class: 'stack', role: 'img', 'aria-label': all }, [['down', stopped(id)], ['waiting', slowed]].filter(([, v]) => v > 0).map(([state, v]) => h('span', { class: `s-${state}`, style: { width: `${v * 100}%` } }, v >= 0.055 ? Math.round(v * 100) : ''))),
        h('span', { class: 'num' }, percent(f.mean)));
    })));
}

/** What leaves each site and what is in it, and what is under way between them. */
function sites(variant) {
  if (!variant.sites?.length && !variant.shipments?.length) return null;
  const cell = (kpi, of) => { const f = find(variant, kpi, 'mean', of); if (!f) return NONE; const w = words(f, variant.currency); return withUnit(w.value, w.unit); };
  return h('div', null, h('h3', { class: 'sub' }, 'Sites and shipments'),
    variant.sites.length ? table([
      { name: 'Site', cell: s => `${nameOf(variant, s[0])}${s[1] ? ', a partner' : ''}` }, { name: 'Parts that leave', number: true, cell: s => cell('throughput', s[0]) },
      { name: 'Work in process', number: true, cell: s => cell('work_in_process', s[0]) }, { name: 'Energy', number: true, cell: s => cell('energy', s[0]) }, { name: 'Cost', number: true, cell: s => cell('cost', s[0]) },
    ], variant.sites) : '',
    variant.shipments.length ? table([
      { name: 'Shipment', cell: s => `${nameOf(variant, s[0])}, ${nameOf(variant, s[1])} to ${nameOf(variant, s[2])}` }, { name: 'Arrives', number: true, cell: s => cell('throughput', s[0]) },
      { name: 'Waits or is under way', number: true, cell: s => cell('level', s[0]) }, { name: 'In transit', number: true, cell: s => cell('in_transit', s[0]) }, { name: 'Leg time', number: true, cell: s => cell('leg_time', s[0]) },
      { name: 'Load factor', number: true, cell: s => cell('load_factor', s[0]) }, { name: 'Transport cost', number: true, cell: s => cell('transport_cost', s[0]) },
    ], variant.shipments) : '');
}
