/* What was rehearsed, and the verdict in a sentence. */
function fillHeader(variant) {
  const hero = byId('hero');
  hero.replaceChildren(
    h('p', { class: 'eyebrow' }, `Rehearsal of ${variant.plant}`),
    h('h1', null, scenario.name || scenario.id || 'Rehearsal'),
    h('p', { class: 'verdict' }, verdict(variant)),
    h('dl', { class: 'facts' }, facts(variant).map(([name, value, note]) => h('div', null, h('dt', null, name), h('dd', null, value, note ? h('small', null, note) : null)))),
    happenings());
}

function verdict(variant) {
  const parts = [];
  if (variants.length > 1 && anyExpectations()) {
    const fine = variants.filter(v => v.expectations.every(e => e.verdict === 'met')).length;
    parts.push(h('strong', null, fine === variants.length ? `All ${count(fine)} variants` : `${count(fine)} of ${count(variants.length)} variants`), fine === 1 ? ' meets' : ' meet', ' what the scenario expects. ');
  }
  if (variants.length > 1 && variant.label) parts.push(`With ${variant.label}: `);
  const results = variant.expectations;
  if (results.length) {
    const met = results.filter(e => e.verdict === 'met').length;
    const undecided = results.filter(e => e.verdict === 'undecided').length;
    const all = met === results.length;
    const head = results.length === 1
      ? { met: 'The expectation is met', not_met: 'The expectation is not met', undecided: 'The expectation is undecided' }[results[0].verdict]
      : all ? `All ${results.length} expectations met` : `${met} of ${results.length} expectations met`;
    parts.push(h('strong', null, head), undecided && results.length > 1 ? `, ${undecided} undecided` : '', '. ');
  }
  const throughput = find(variant, 'throughput');
  if (throughput) {
    const w = words(throughput, variant.currency);
    parts.push('The plant makes ', h('strong', null, withUnit(w.value, `parts ${w.unit}`)), w.plusMinus ? ` (${w.plusMinus})` : '', '. ');
  }
  const first = variant.sensitivity?.gains.filter(g => g[5]).map(g => nameOf(variant, g[0])) ?? [];
  if (variant.sensitivity && !variant.sensitivity.agrees && first.length) parts.push('The bottleneck is ', h('strong', null, first.join(' or ')), ' by sensitivity', variant.bottleneck ? `, ${nameOf(variant, variant.bottleneck.station)} by active periods.` : '.');
  else if (variant.bottleneck) parts.push('The bottleneck is ', h('strong', null, nameOf(variant, variant.bottleneck.station)), '.');
  return parts.length ? parts : 'The rehearsal gave no figures.';
}

function facts(variant) {
  const offset = `UTC${clock.offset === '+00:00' ? '' : clock.offset}`;
  const zone = clock.zone === 'Z' || clock.zone === offset ? offset : `${clock.zone}, ${offset}`;
  const list = [['Start', `${longDayFormat.format(wall(0))}, ${clockTime(0)}`, zone]];
  list.push(['Length', time(scenario.length), `ends ${dateTime(variant.warmUp + scenario.length)}`]);
  list.push(['Warm-up', variant.warmUp > 0 ? time(variant.warmUp) : 'none', variant.warmUpFound ? 'found by MSER-5' : variant.warmUp > 0 ? 'as given' : null]);
  const p = scenario.precision;
  list.push(['Replications', count(variant.replications), p ? `until ${p.measure} is within ${percent(p.relative, 1)}, at most ${count(p.atMost)}` : null]);
  list.push(['Seed', scenario.seed]);
  if (scenario.cube) list.push(['Cube cell', scenario.cube.join(' × ')]);
  if (scenario.beginsWith) list.push(['Begins with', scenario.beginsWith, 'state of the plant']);
  return list;
}

function happenings() {
  const lines = [
    ...scenario.timed.map(t => [`${moment(t)}: ${t.actions.map(action).join(', ')}`, t.because]),
    ...scenario.conditional.map(c => [`When ${c.text}`, c.because]),
  ];
  if (!lines.length) return '';
  return h('details', { class: 'happenings', open: lines.length <= 6 }, h('summary', null, 'What happens in this scenario'),
    h('ul', null, lines.map(([text, because]) => h('li', null, text, because ? h('span', { class: 'dim' }, ` (${because})`) : null))));
}

const moment = t => (t.at !== undefined ? t.at.charAt(0).toUpperCase() + t.at.slice(1) : t.after === 0 ? 'At the start' : `${time(t.after)} after the start`);

function action(a) {
  const lasting = a.seconds === undefined ? '' : ` for ${a.exact ? '' : 'about '}${time(a.seconds)}`;
  switch (a.do) {
    case 'fail': return `${a.target} fails${lasting}`;
    case 'stop': return `${a.target} is stopped${lasting}`;
    case 'set': return `${a.target}.${a.property} is set to ${a.property === 'speed' || a.property === 'rate' ? percent(a.value, 0) : plain(a.value)}`;
    case 'statement': return a.text;
    default: return `${a.target} releases ${count(a.quantity)} × ${a.product}${a.due === null || a.due === undefined ? '' : `, due ${time(a.due)} later`}`;
  }
}
