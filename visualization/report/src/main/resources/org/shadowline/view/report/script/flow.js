/* The way of the parts, as laid out by the engine; the width of a line shows how many take it. */
const BACK_STEP = 20;

function fillFlow(variant) {
  const f = variant.flow;
  const boxes = new Map(f.boxes.map(([id, x, y, width, height]) => [id, { id, x, y, width, height }]));
  const most = Math.max(...f.lines.map(l => l[2]));
  const all = [...f.lines.map(l => l.slice(0, 3)), ...f.minor];
  const hasBack = f.lines.some(l => l[3] >= 0);
  const depths = f.plan ? -1 : Math.max(-1, ...f.lines.map(l => l[3]));
  const margin = 26;
  const width = f.width + 2 * margin;
  const height = f.height + 2 * margin + 10 + (depths < 0 ? 0 : 26 + depths * BACK_STEP);
  const busyPage = f.lines.length > 120;
  const svg = s('svg', { viewBox: `${-margin} ${-margin - 6} ${width} ${height}`, width, height, role: 'img', 'aria-label': `Flow of parts between ${f.boxes.length} places` });
  const pairs = new Set(f.lines.map(l => `${l[0]}\u0000${l[1]}`));
  const draw = f.plan ? line => straight(line, boxes, most, pairs.has(`${line[1]}\u0000${line[0]}`)) : line => edge(line, boxes, f.height, most);
  const drawn = f.lines.map(draw).sort((a, b) => b.parts - a.parts);
  svg.append(...drawn.map(e => e.path), ...f.boxes.map(b => box(boxes.get(b[0]), variant)), ...(busyPage ? [] : drawn.map(e => e.label)));
  const holder = scrolling('Flow of parts', svg, 'tall');
  holder.classList.add('flow');
  const body = bodyOf('flow');
  const kinds = [[s => colourSwatch(s), '--state-busy', 'onward'], ...(hasBack ? [[s => colourSwatch(s), '--state-blocked', 'back, such as rework']] : []), ...(f.lines.some(l => isScrap(variant, l[1])) ? [[s => colourSwatch(s), '--state-down', 'scrap']] : [])];
  body.replaceChildren(
    kinds.length > 1 ? legend(kinds.map(([swatch, name, text]) => [swatch(`var(${name})`), text])) : '', holder,
    f.minor.length ? h('p', { class: 'hint' }, `Drawn are the ${count(f.lines.length)} ways that carry ${percent(f.lines.reduce((sum, l) => sum + l[2], 0) / all.reduce((sum, l) => sum + l[2], 0), 0)} of all moves; the table has all ${count(all.length)}.`) : '',
    behind('Flow of parts', () => table([
      { name: 'From', cell: l => nameOf(variant, l[0]) }, { name: 'To', cell: l => nameOf(variant, l[1]) }, { name: 'Parts per replication', number: true, cell: l => plain(l[2], 4) },
      { name: 'Share of what leaves', number: true, cell: l => percent(l[2] / all.filter(o => o[0] === l[0]).reduce((a, o) => a + o[2], 0)) },
    ], all)));
  f.lines.forEach(line => isScrap(variant, line[1]) && svg.querySelectorAll(`[data-to="${CSS.escape(line[1])}"]`).forEach(p => p.classList.add('scrap')));
  fit(svg, holder, width, height);
  const hot = boxes.get(variant.bottleneck?.station);
  if (hot && svg.clientWidth > holder.clientWidth) holder.scrollLeft = (hot.x + margin) / width * svg.clientWidth - holder.clientWidth / 2;
}

const isScrap = (variant, id) => id === 'scrap' || variant.kinds[id] === 'scrap';

/** Shrinks a drawing that is a little too wide; a wider one scrolls. */
function fit(svg, holder, width, height) {
  const resize = () => {
    const room = holder.clientWidth;
    if (!room) return;
    const scale = Math.max(0.78, Math.min(1, room / width));
    svg.setAttribute('width', width * scale);
    svg.setAttribute('height', height * scale);
  };
  resize();
  new ResizeObserver(resize).observe(holder);
}

const lineWidth = (parts, most) => 1.5 + 9 * Math.sqrt(parts / most);

function edge([from, to, parts, depth, ...through], boxes, bottom, most) {
  const a = boxes.get(from);
  const b = boxes.get(to);
  const wide = lineWidth(parts, most);
  let d;
  let label;
  let arrow = null;
  if (depth >= 0) {
    const low = bottom + 24 + depth * BACK_STEP;
    const x1 = a.x + a.width * 0.22;
    const x2 = b.x - b.width * 0.22;
    const r = 12;
    const left = x2 < x1 ? 1 : -1;
    arrow = `M${x2 - 5} ${b.y + b.height / 2 + 8}L${x2} ${b.y + b.height / 2 + 1}L${x2 + 5} ${b.y + b.height / 2 + 8}Z`;
    d = `M${x1} ${a.y + a.height / 2}V${low - r}Q${x1} ${low} ${x1 - left * r} ${low}H${x2 + left * r}Q${x2} ${low} ${x2} ${low - r}V${b.y + b.height / 2}`;
    label = [(x1 + x2) / 2, low + 4];
  } else {
    const points = [[a.x + a.width / 2, a.y]];
    for (let i = 0; i < through.length; i += 2) points.push([through[i], through[i + 1]]);
    points.push([b.x - b.width / 2, b.y]);
    d = `M${points[0]}`;
    for (let i = 1; i < points.length; i++) {
      const [x0, y0] = points[i - 1];
      const [x, y] = points[i];
      const reach = Math.max(12, Math.abs(x - x0) / 2);
      d += `C${x0 + reach} ${y0} ${x - reach} ${y} ${x} ${y}`;
    }
    const [p, q] = points.length === 2 ? points : [points[0], points[1]];
    label = [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2 - wide / 2 - 4];
  }
  return drawnLine({ from, to, parts, d, wide, label, arrow, back: depth >= 0 });
}

/** On a plan a line leaves by the side that faces its end; there and back run side by side. */
function straight([from, to, parts, depth], boxes, most, paired) {
  const a = boxes.get(from);
  const b = boxes.get(to);
  const wide = lineWidth(parts, most);
  const reach = wide / 2 + 6;
  const across = Math.abs(b.x - a.x) - (a.width + b.width) / 2 >= Math.abs(b.y - a.y) - (a.height + b.height) / 2;
  const sign = Math.sign(across ? b.x - a.x : b.y - a.y) || 1;
  const aside = paired ? 9 * sign : 0;
  // Along the way (u) and across it (v), so that both directions are drawn alike.
  const [au, av, bu, bv] = across ? [a.x + sign * a.width / 2, a.y + aside, b.x - sign * b.width / 2, b.y + aside] : [a.y + sign * a.height / 2, a.x - aside, b.y - sign * b.height / 2, b.x - aside];
  const end = bu - sign * reach;
  const middle = (au + end) / 2;
  const at = (u, v) => (across ? `${u} ${v}` : `${v} ${u}`);
  const d = `M${at(au, av)}C${at(middle, av)} ${at(middle, bv)} ${at(end, bv)}`;
  const arrow = `M${at(end - sign, bv - reach * 0.8)}L${at(bu, bv)}L${at(end - sign, bv + reach * 0.8)}Z`;
  const free = [0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9].map(t => {
    const u = au * (1 - t) ** 3 + middle * 3 * t * (1 - t) + end * t ** 3;
    const v = av + (bv - av) * (3 * t * t - 2 * t ** 3);
    return across ? [u, v - wide / 2 - 4] : [v + (aside > 0 ? -1 : 1) * (wide / 2 + 16), u + 4];
  });
  const hidden = ([x, y]) => [...boxes.values()].some(o => Math.abs(x - o.x) < o.width / 2 + 8 && Math.abs(y - 4 - o.y) < o.height / 2 + 6);
  const label = free.find(place => !hidden(place)) ?? free[0];
  return drawnLine({ from, to, parts, d, wide, label, arrow, back: depth >= 0 });
}

function drawnLine({ from, to, parts, d, wide, label, arrow, back }) {
  const kind = `${back ? ' back' : ''}`;
  const line = s('path', { class: `edge${kind}`, d, 'stroke-width': wide });
  const head = arrow ? s('path', { class: `arrow${kind}`, d: arrow }) : null;
  return {
    parts,
    path: s('g', { 'data-to': to, ...tip(`${from} → ${to}: ${plain(parts, 4)} parts`, false) }, line, head),
    label: s('text', { class: 'edge-label', x: label[0], y: label[1] }, count(parts) === '0' ? plain(parts, 1) : count(parts)),
  };
}

function box(b, variant) {
  const kind = variant.kinds[b.id] ?? (b.id === 'done' || b.id === 'scrap' ? b.id : 'station');
  const hot = variant.bottleneck?.station === b.id;
  const states = variant.stations.find(r => r[0] === b.id);
  const station = kind === 'station';
  const end = kind === 'source' || kind === 'done' || kind === 'scrap';
  const left = b.x - b.width / 2;
  const top = b.y - b.height / 2;
  const machines = station && states?.[1] > 1 ? ` ×${states[1]}` : '';
  const name = nameOf(variant, b.id) + machines;
  const level = station ? null : find(variant, 'level', 'mean', b.id);
  const note = station ? (states ? `${percent(share(states, 'busy'), 0)} busy` : '') : level ? `⌀ ${plain(level.mean, 2)}` : end ? '' : kind;
  const group = s('g', tip(`${name}${hot ? ': the bottleneck' : ''}${states ? `\n${STATE_ORDER.filter(x => share(states, x) > 0).map(x => `${data.states[stateNumber[x]].words} ${percent(share(states, x))}`).join('\n')}` : ''}${level ? `\n${plain(level.mean, 3)} parts on average` : ''}`, false),
    s('rect', { class: `box${hot ? ' hot' : ''}${station ? '' : end ? ' end' : ' small'}`, x: left, y: top, width: b.width, height: b.height, rx: end ? b.height / 2 : kind === 'conveyor' ? 3 : 7 }),
    s('text', { class: 'box-name', x: b.x, y: station ? top + 22 : note ? b.y - 1 : b.y + 4 }, fitted(name, b.width - 10, '600 12.5px')),
    note ? s('text', { class: 'box-note', x: b.x, y: station ? top + 37 : b.y + 12 }, note) : null);
  if (states) {
    let x = left + 8;
    for (const state of STATE_ORDER) {
      const wide = share(states, state) * (b.width - 16);
      if (wide > 0) group.append(s('rect', { class: `st-${state}`, x, y: top + b.height - 14, width: wide, height: 6 }));
      x += wide;
    }
  }
  if (hot) group.append(s('rect', { class: 'hot-flag', x: b.x - 34, y: top - 9, width: 68, height: 17, rx: 4 }), s('text', { class: 'hot-text', x: b.x, y: top + 3 }, 'bottleneck'));
  return group;
}
