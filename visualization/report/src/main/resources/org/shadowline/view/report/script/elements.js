/* Making of elements. Text is always set as text, never as markup. */
const SVG = 'http://www.w3.org/2000/svg';

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'style') Object.assign(element.style, value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(3).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

const h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
const s = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);
const byId = id => document.getElementById(id);
const bodyOf = id => byId(id).querySelector('.body');
const toolsOf = id => byId(id).querySelector('.tools');

/** Attributes of an element that tells more on hover and on keyboard focus. */
const tip = (text, focusable = true) => ({ 'data-tip': text, tabindex: focusable ? '0' : null });

/** A table; columns are { name, number?, cell(row), sort? } and cells are text or nodes. */
function table(columns, rows, { caption, rowClass, rowHeader = 0 } = {}) {
  return h('table', null,
    caption ? h('caption', { class: 'hidden-text' }, caption) : null,
    h('thead', null, h('tr', null, columns.map(c => h('th', { scope: 'col', class: c.number ? 'n' : null }, c.name)))),
    h('tbody', null, rows.map(row => h('tr', { class: rowClass?.(row) || null }, columns.map((c, i) =>
      i === rowHeader ? h('th', { scope: 'row' }, c.cell(row)) : h('td', { class: c.number ? 'n' : null }, c.cell(row)))))));
}

const scrolling = (label, content, ...classes) => h('div', { class: ['scroll', ...classes].join(' '), tabindex: '0', role: 'region', 'aria-label': label }, content);

/** The numbers behind a chart, made when they are asked for. */
function behind(label, makeTable) {
  const details = h('details', { class: 'behind' }, h('summary', null, 'Show as table'));
  details.addEventListener('toggle', () => {
    if (details.open && details.children.length === 1) details.append(scrolling(label, makeTable()));
  });
  return details;
}

/** A drop-down; options are [value, text]. */
function choice(label, options, chosen, onChange) {
  const select = h('select', { 'aria-label': label, onchange: () => onChange(select.value) },
    options.map(([value, text]) => h('option', { value, selected: value === chosen }, text)));
  return h('label', { class: 'field' }, h('span', null, label), select);
}

/** Buttons of which one is pressed; options are [value, text]. */
function toggle(label, options, chosen, onChange) {
  const buttons = options.map(([value, text]) => h('button', { type: 'button', 'aria-pressed': String(value === chosen), onclick: () => {
    buttons.forEach((b, i) => b.setAttribute('aria-pressed', String(options[i][0] === value)));
    onChange(value);
  } }, text));
  return h('div', { class: 'joined', role: 'group', 'aria-label': label }, buttons);
}

/** Shows what `data-tip` holds beside the element under the pointer or in focus. */
(() => {
  const bubble = h('div', { class: 'tip', role: 'tooltip', id: 'tip', hidden: true });
  document.body.append(bubble);
  const show = event => {
    const target = event.target.closest?.('[data-tip]');
    if (!target) return hide();
    bubble.textContent = target.dataset.tip;
    bubble.hidden = false;
    target.setAttribute('aria-describedby', 'tip');
    const box = target.getBoundingClientRect();
    const left = Math.max(8, Math.min(box.left + box.width / 2 - bubble.offsetWidth / 2, document.documentElement.clientWidth - bubble.offsetWidth - 8));
    const above = box.top - bubble.offsetHeight - 8;
    bubble.style.left = `${left + scrollX}px`;
    bubble.style.top = `${(above > 56 ? above : box.bottom + 8) + scrollY}px`;
  };
  const hide = () => { bubble.hidden = true; };
  document.addEventListener('pointerover', show);
  document.addEventListener('focusin', show);
  document.addEventListener('focusout', hide);
  document.addEventListener('keydown', event => { if (event.key === 'Escape') hide(); });
})();

/** A small picture of an estimate: the range of single replications, the interval and the mean; and a limit if any. */
function intervalPicture(f, { from, to, limit = null, width = 200 }) {
  const span = to - from || 1;
  const x = v => 2 + (Math.max(from, Math.min(to, v)) - from) / span * (width - 4);
  const svg = s('svg', { viewBox: `0 0 ${width} 20`, preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  if (f.min !== null && f.max !== null) svg.append(s('line', { class: 'range-line', x1: x(f.min), x2: x(f.max), y1: 10, y2: 10, 'vector-effect': 'non-scaling-stroke' }));
  if (f.hasInterval) svg.append(s('rect', { class: 'range-interval', x: x(f.mean - f.half), width: Math.max(1.5, x(f.mean + f.half) - x(f.mean - f.half)), y: 5, height: 10, rx: 1 }));
  svg.append(s('rect', { class: 'range-mean', x: x(f.mean) - 1, width: 2, y: 3, height: 14 }));
  if (limit !== null) svg.append(s('line', { class: 'range-limit', x1: x(limit), x2: x(limit), y1: 0, y2: 20, 'vector-effect': 'non-scaling-stroke' }));
  return svg;
}
