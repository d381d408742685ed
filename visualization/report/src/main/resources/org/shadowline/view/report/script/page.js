/* Brings it together: a variant is chosen, and each section that has data for it is filled. */
const FILLERS = {
  expectations: fillExpectations, indicators: fillIndicators, variants: fillVariants, trends: fillTrends, states: fillStates, bottleneck: fillBottleneck,
  gantt: fillGantt, 'lead-time': fillLeadTime, flow: fillFlow, 'late-orders': fillLateOrders, cost: fillCost, catalogue: fillCatalogue, notes: fillNotes,
};
let chosen = 0;

function fillNotes(variant) {
  bodyOf('notes').replaceChildren(h('ul', { class: 'notes' }, variant.notes.map(note => h('li', null, note))));
}

function choose(index) {
  chosen = index;
  const variant = variants[index];
  fillHeader(variant);
  for (const [id, filler] of Object.entries(FILLERS)) {
    const section = byId(id);
    if (!section) continue;
    const present = id === 'variants' || variant.sections.includes(id);
    section.hidden = !present;
    document.querySelector(`.sections a[href="#${id}"]`).parentElement.hidden = !present;
    if (present) filler(variant);
  }
  fillFoot(variant);
  const select = byId('bar-tools').querySelector('select');
  if (select) select.value = String(index);
}

function fillFoot(variant) {
  const confidence = variant.estimates.length ? figure(variant.estimates[0]).confidence : 0.95;
  const how = variant.replications > 1
    ? `Each replication is an independent run with its own random numbers. A figure is the mean over replications; ± is half of its ${percent(confidence, 0)} confidence interval by Student's t. The warm-up is not counted.`
    : 'A figure comes from one replication, so it has no interval: another run with other random numbers would differ by an unknown amount.';
  byId('foot').replaceChildren(
    h('p', null, how, variants.length > 1 ? ' Variants are run with the same random numbers, so that less of the difference between them is chance.' : '', ' The same scenario with the same seed gives the same figures.'),
    h('p', null, [`Shadowline ${data.engine ?? '(development build)'}`, `seed ${scenario.seed}`, plural(variant.replications, 'replication'), variant.events > 0 ? plural(variant.events, 'event') : null,
      data.wallSeconds > 0 ? `computed in ${time(data.wallSeconds)} on ${plural(data.threads, 'thread')}` : null, `charts by Apache ECharts ${data.charts} (Apache License 2.0)`].filter(Boolean).join(' · ')));
}

function fillBar() {
  byId('bar-tools').append(...(variants.length > 1 ? [choice('Variant', variants.map((v, i) => [String(i), v.label || `Variant ${i + 1}`]), '0', value => choose(Number(value)))] : []), themeButton());
}

/** Marks the section that is in view. */
function followScroll() {
  const links = new Map([...document.querySelectorAll('.sections a')].map(a => [a.getAttribute('href').slice(1), a]));
  const list = document.querySelector('.sections');
  const inView = new Set();
  const observer = new IntersectionObserver(entries => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) inView.add(target.id);
      else inView.delete(target.id);
    }
    const current = [...links.keys()].find(id => inView.has(id));
    for (const [id, link] of links) {
      if (id === current) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
    const link = links.get(current);
    if (link) list.scrollTo({ left: link.offsetLeft - (list.clientWidth - link.offsetWidth) / 2, behavior: 'smooth' });
  }, { rootMargin: '-20% 0px -60% 0px' });
  for (const id of links.keys()) observer.observe(byId(id));
}

/** On paper a list is whole, up to a length. */
themeListeners.push(() => {
  for (const id of ['states', 'late-orders', 'catalogue']) if (byId(id)?.hidden === false) FILLERS[id](variants[chosen]);
});

if (variants.length) {
  fillBar();
  choose(0);
  followScroll();
} else {
  byId('hero').append(h('p', { class: 'verdict' }, 'The rehearsal has no results.'));
}
