/* What all charts have in common; Apache ECharts draws them, again after a change of theme, width or variant. */
const charts = new Map();

/** Printed charts are drawn in this size, about the width of A4, and then scaled to the paper. */
const PRINTED_WIDTH = 700;
const PRINTED_HEIGHT = 220;
const MOST_PRINTED_HEIGHT = 430;

/** Draws a chart into an element: `options()` gives its ECharts options with the colours of the moment. */
function chart(element, label, options, { renderer = 'svg', ready } = {}) {
  element.setAttribute('role', 'img');
  element.setAttribute('aria-label', label);
  charts.set(element, { options, renderer, ready, instance: null });
  seen.observe(element);
  sized.observe(element);
}

function draw(element, entry) {
  entry.instance?.dispose();
  const height = Math.min(MOST_PRINTED_HEIGHT, parseFloat(element.style.height) || PRINTED_HEIGHT);
  element.style.setProperty('--printed-height', `${height}px`);
  const size = printing ? { width: PRINTED_WIDTH, height, devicePixelRatio: 3 } : {};
  entry.instance = echarts.init(element, null, { renderer: entry.renderer, ...size });
  entry.instance.setOption(entry.options());
  entry.ready?.(entry.instance);
  const svg = printing && element.querySelector('svg');
  if (svg) svg.setAttribute('viewBox', `0 0 ${PRINTED_WIDTH} ${height}`);
}

/** Charts below the fold are drawn when they come near. */
const seen = new IntersectionObserver(entries => entries.forEach(({ target, isIntersecting }) => {
  const entry = charts.get(target);
  if (isIntersecting && entry && !entry.instance) draw(target, entry);
}), { rootMargin: '600px' });

function forgetCharts(root) {
  for (const [element, entry] of charts) {
    if (!root.contains(element)) continue;
    seen.unobserve(element);
    sized.unobserve(element);
    entry.instance?.dispose();
    charts.delete(element);
  }
}

function redrawCharts() {
  for (const [element, entry] of charts) {
    if ((entry.instance || printing) && element.clientWidth > 0) draw(element, entry);
  }
}

themeListeners.push(redrawCharts);

const sized = new ResizeObserver(changes => changes.forEach(({ target }) => {
  const entry = charts.get(target);
  const width = target.clientWidth;
  if (printing || !entry?.instance || width === 0 || width === entry.instance.getWidth()) return;
  entry.instance.resize({ width });
}));

const fontFamily = getComputedStyle(document.body).fontFamily;

/** Width of a text in pixels. */
const textWidth = (() => {
  const pen = document.createElement('canvas').getContext('2d');
  return (text, font = '12px') => {
    pen.font = `${font} ${fontFamily}`;
    return pen.measureText(text).width;
  };
})();

/** The text as it fits a width; of a path the end says more, of a name the beginning. */
function fitted(text, width, font) {
  if (textWidth(text, font) <= width) return text;
  const path = text.includes('.') && !/ [^×]/.test(text);
  for (let n = text.length - 1; n > 1; n--) {
    const shorter = path ? `…${text.slice(-n)}` : `${text.slice(0, n)}…`;
    if (textWidth(shorter, font) <= width) return shorter;
  }
  return '…';
}
const textStyle = () => ({ fontFamily, color: colour('--ink-2'), fontSize: 12 });

/** Options that every chart begins with. */
function baseOptions() {
  return {
    animation: false, useUTC: true, textStyle: textStyle(),
    tooltip: {
      confine: true, transitionDuration: 0, backgroundColor: colour('--card'), borderColor: colour('--line'), borderWidth: 1, padding: [8, 12],
      textStyle: { ...textStyle(), color: colour('--ink'), fontSize: 13 }, extraCssText: 'box-shadow: 0 4px 18px rgba(0,0,0,.16); border-radius: 8px; max-width: 320px; white-space: normal;',
    },
  };
}

function axis(extra = {}) {
  return {
    axisLine: { lineStyle: { color: colour('--line') } }, axisTick: { show: false }, nameTextStyle: { color: colour('--ink-3') },
    splitLine: { lineStyle: { color: colour('--line-2') } }, ...extra,
    axisLabel: { color: colour('--ink-3'), fontSize: 11.5, hideOverlap: true, ...extra.axisLabel },
  };
}

const narrow = () => !printing && innerWidth < 600;

const valueAxis = (extra = {}) => axis({ type: 'value', ...extra, axisLine: { show: false } });

function timeAxis(extra = {}) {
  return axis({ type: 'time', splitNumber: narrow() ? 3 : 6, splitLine: { show: false }, ...extra, axisLabel: { formatter: axisLabel, rich: { day: { color: colour('--ink'), fontWeight: 600, fontSize: 11.5 } } } });
}

/** Text for a tooltip of ECharts, which takes markup. */
function safe(text) {
  return String(text).replace(/[&<>"']/g, c => `&#${c.charCodeAt(0)};`);
}

const tooltipLines = (head, lines) => `<strong>${safe(head)}</strong>${lines.map(line => `<br>${safe(line)}`).join('')}`;

function legend(items) {
  return h('ul', { class: 'legend' }, items.map(([swatch, text]) => h('li', null, swatch, text)));
}

const stateSwatch = id => h('span', { class: `swatch s-${id}` });
const colourSwatch = background => h('span', { class: 'swatch', style: { background } });
