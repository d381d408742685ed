/* Shares of time of the stations by state, and how busy the people are. */
const STATE_ORDER = ['busy', 'setup', 'warming', 'waiting', 'blocked', 'down', 'lacks_spares', 'stopped', 'starved', 'standby', 'switched_off', 'off'];
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
    list, people(variant, () => fillStates(variant)) ?? '', vehicles(variant) ?? '',
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
