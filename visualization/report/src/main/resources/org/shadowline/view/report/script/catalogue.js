/* Every figure, searchable, and as a file for a spreadsheet. */
const FIRST_FIGURES = 60;
const PRINTED_FIGURES = 120;
let figureFilter = '';
let figuresShown = FIRST_FIGURES;

function fillCatalogue(variant) {
  const all = variant.estimates.map(figure).filter(f => f.mean !== null);
  const place = h('div');
  const refresh = () => listFigures(place, all, variant, refresh);
  toolsOf('catalogue').replaceChildren(
    h('input', { type: 'search', placeholder: 'Find a figure or station', 'aria-label': 'Find a figure', value: figureFilter, oninput: e => { figureFilter = e.target.value; figuresShown = FIRST_FIGURES; refresh(); } }),
    h('button', { type: 'button', onclick: () => download(variant, all) }, 'Download CSV'));
  bodyOf('catalogue').replaceChildren(place);
  refresh();
}

function listFigures(place, all, variant, refresh) {
  const asked = figureFilter.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = all.filter(f => { const text = `${title(f, variant)} ${f.of ?? 'plant'} ${subjectOf(f, variant)}`.toLowerCase(); return asked.every(word => text.includes(word)); });
  const shown = rows.slice(0, printing ? PRINTED_FIGURES : figuresShown);
  const cell = part => f => { const w = words(f, variant.currency); return part === 'value' ? withUnit(w.value, w.unit) : w[part]; };
  const columns = [
    { name: 'Figure', cell: f => title(f, variant, false) }, { name: 'Of', cell: f => subjectOf(f, variant) },
    { name: 'Mean', number: true, cell: cell('value') }, { name: '±', number: true, cell: f => words(f, variant.currency).plusMinus.replace(/^±\u00a0/, '') || NONE },
    { name: 'Least', number: true, cell: cell('min') }, { name: 'Greatest', number: true, cell: cell('max') }, { name: 'n', number: true, cell: f => count(f.n) }, { name: 'Confidence', number: true, cell: f => (f.hasInterval ? percent(f.confidence, 0) : NONE) },
  ];
  place.replaceChildren(
    rows.length ? scrolling('All figures', table(columns, shown), 'tall') : h('p', { class: 'hint' }, `No figure matches “${figureFilter}”.`),
    h('p', { class: 'hint' }, shown.length < rows.length ? `${count(shown.length)} of ${count(rows.length)} figures. ` : `${plural(rows.length, 'figure')}. `,
      shown.length < rows.length ? h('button', { type: 'button', class: 'plain', onclick: () => { figuresShown += 400; refresh(); } }, 'Show more') : '',
      variant.estimatesLeft > 0 ? ` ${count(variant.estimatesLeft)} of single stations are left out to keep the page small.` : ''));
}

const subjectOf = (f, variant) => (f.of === null ? 'plant' : nameOf(variant, f.of));

const UNITS = { rate: 'parts/s', time: 's', pieces: 'parts', share: '1', energy: 'J', power: 'W', length: 'm' };

/** SI units and full precision; a leading sign of a formula is disarmed. */
function download(variant, all) {
  const quote = v => { const text = v === null || v === undefined ? '' : typeof v === 'number' ? String(v) : /^[=+\-@\t\r]/.test(v) ? `'${v}` : v; return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text; };
  const head = ['variant', 'figure', 'statistic', 'of', 'per part', 'unit', 'mean', 'half width', 'standard deviation', 'least', 'greatest', 'n', 'confidence'];
  const lines = all.map(f => [variant.label, f.kpi.words, f.statistic, f.of ?? 'plant', f.perPart ? 'yes' : 'no', UNITS[f.kpi.kind] ?? variant.currency, f.mean, f.half, f.sd, f.min, f.max, f.n, f.confidence]);
  const text = '\ufeff' + [head, ...lines].map(line => line.map(quote).join(',')).join('\r\n') + '\r\n';
  const link = h('a', { href: URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' })), download: `${[scenario.id || 'rehearsal', variant.label].filter(Boolean).join(' ').replace(/[^\w.-]+/g, '-')}.csv` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
