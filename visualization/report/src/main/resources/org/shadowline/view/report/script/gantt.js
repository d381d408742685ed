/* The schedule of the first replication: what machines and people do, when. */
const LANES_IN_VIEW = 18;
const BARS_IN_VIEW = 1200;
const FIELDS = 6; // lane, start after that of the bar before, length, state, product, part; times in tenths of a second
let ganttColours = 'state';
let ganttLanes = 'all';

function fillGantt(variant) {
  const g = variant.gantt;
  const body = bodyOf('gantt');
  forgetCharts(body);
  const kinds = [...new Set(g.lanes.map(lane => lane[2]))];
  const lanes = g.lanes.map((lane, i) => ({ name: memberName(variant, lane[0], lane[1]), people: lane[2] === 1, number: i }))
    .filter(lane => ganttLanes === 'all' || lane.people === (ganttLanes === 'people'));
  if (!lanes.length) { ganttLanes = 'all'; if (g.lanes.length) return fillGantt(variant); return; }
  const rowOf = new Map(lanes.map((lane, row) => [lane.number, row]));
  const bars = [];
  for (let i = 0, start = 0; i < g.bars.length; i += FIELDS) {
    start += g.bars[i + 1];
    const row = rowOf.get(g.bars[i]);
    if (row !== undefined) bars.push([row, start / 10, (start + g.bars[i + 2]) / 10, g.bars[i + 3], g.bars[i + 4], g.bars[i + 5]]);
  }
  const from = Math.min(g.from, 0);
  const to = g.to;
  const window = firstWindow(variant, bars, from, to);
  const stretch = h('p', { class: 'stretch' });
  const tellStretch = () => { stretch.textContent = `${dateTime(window.from)} to ${sameDay(window.from, window.to) ? clockTime(window.to) : dateTime(window.to)}`; };
  tellStretch();
  const canvas = h('div', { class: 'chart gantt', style: { height: `${Math.min(lanes.length, LANES_IN_VIEW) * 26 + 78}px` } });
  let instance = null;
  const zoom = factor => {
    const option = instance.getOption().dataZoom[0];
    const middle = (option.startValue + option.endValue) / 2;
    const half = (option.endValue - option.startValue) / 2 * factor;
    instance.dispatchAction({ type: 'dataZoom', dataZoomIndex: 0, startValue: Math.max(onAxis(from), middle - half), endValue: Math.min(onAxis(to), middle + half) });
  };
  toolsOf('gantt').replaceChildren(
    kinds.length > 1 ? toggle('Lanes', [['all', 'All'], ['machines', 'Machines'], ['people', 'People']], ganttLanes, value => { ganttLanes = value; fillGantt(variant); }) : '',
    g.products.length ? toggle('Colour', [['state', 'By state'], ['product', 'By product']], ganttColours, value => { ganttColours = value; fillGantt(variant); }) : '',
    h('div', { class: 'joined' }, [['Zoom out', '−', () => zoom(2)], ['Zoom in', '+', () => zoom(0.5)], ['Show all', 'All', () => instance.dispatchAction({ type: 'dataZoom', dataZoomIndex: 0, start: 0, end: 100 })]]
      .map(([label, text, act]) => h('button', { type: 'button', 'aria-label': label, title: label, onclick: () => instance && act() }, text))));
  const left = g.left > 0 ? ` The page holds the stretch from ${dateTime(g.from)} to ${dateTime(g.to)}; ${count(g.left)} further bars, before and after it, are left out.` : '';
  body.replaceChildren(ganttLegend(variant, bars), stretch, canvas,
    h('p', { class: 'hint' }, h('span', { class: 'hint screen' }, `Drag to move, Ctrl and wheel or pinch to zoom${lanes.length > LANES_IN_VIEW ? ', bar at the right for more lanes' : ''}.`), left),
    behind('Schedule', () => table([
      { name: 'Lane', cell: b => lanes[b[0]].name }, { name: 'From', cell: b => exactTime(b[1]) }, { name: 'For', number: true, cell: b => time(b[2] - b[1]) }, { name: 'State', cell: b => doing(lanes[b[0]], b[3]) },
      { name: 'Product', cell: b => (b[4] < 0 ? NONE : nameOf(variant, g.products[b[4]])) }, { name: 'Part', cell: b => b[5] ?? NONE },
    ], bars.slice(0, 500))));
  chart(canvas, `Schedule of ${plural(lanes.length, 'lane')} with ${plural(bars.length, 'bar')}`, () => ganttOptions(variant, lanes, bars, from, to, window), { renderer: 'canvas', ready: made => {
    instance = made;
    made.on('datazoom', () => {
      const [x, , y] = made.getOption().dataZoom;
      Object.assign(window, { from: fromAxis(x.startValue), to: fromAxis(x.endValue) }, y && { first: y.startValue, last: y.endValue });
      tellStretch();
    });
  } });
}

/** What a lane does: a person who is shown as waiting is on the way to a machine, or waits there for others. */
const doing = (lane, state) => (lane.people && state === stateNumber.waiting ? 'walking' : data.states[state].words);

/** About as much as can be told apart, from the end of the warm-up. */
function firstWindow(variant, bars, from, to) {
  const start = bars.some(b => b[2] > variant.warmUp) ? Math.max(from, variant.warmUp) : from;
  const shown = bars.filter(b => b[2] > start && b[0] < LANES_IN_VIEW).sort((a, b) => a[1] - b[1]);
  const end = shown.length > BARS_IN_VIEW ? shown[BARS_IN_VIEW][1] : to;
  return { from: start, to: Math.max(end, Math.min(to, start + 3600)), first: 0, last: LANES_IN_VIEW - 1 };
}

function ganttLegend(variant, bars) {
  const byProduct = ganttColours === 'product';
  const used = new Set(bars.map(b => data.states[b[3]].id));
  const states = STATE_ORDER.filter(state => used.has(state) && !(byProduct && state === 'busy')).map(state => [stateSwatch(state), data.states[stateNumber[state]].words]);
  if (!byProduct) return legend(states);
  const colours = palette();
  const products = variant.gantt.products;
  const named = products.slice(0, colours.length - 1).map((p, i) => [colourSwatch(colours[i]), nameOf(variant, p)]);
  return legend([...named, ...(products.length >= colours.length ? [[colourSwatch(colours.at(-1)), 'others']] : []), ...states]);
}

function ganttOptions(variant, lanes, bars, from, to, window) {
  const colours = data.states.map(state => stateColour(state.id));
  const products = palette();
  const quiet = new Set([stateNumber.starved, stateNumber.standby, stateNumber.switched_off, stateNumber.off]);
  const byProduct = ganttColours === 'product';
  const fillOf = b => (byProduct && b[4] >= 0 && b[3] !== stateNumber.down ? products[Math.min(b[4], products.length - 1)] : colours[b[3]]);
  const room = Math.min(120, lanes.reduce((most, lane) => Math.max(most, textWidth(lane.name)), 0) + 4);
  const many = lanes.length > LANES_IN_VIEW;
  const handle = { borderColor: colour('--line'), backgroundColor: colour('--sunken'), fillerColor: colour('--band'), handleStyle: { color: colour('--card'), borderColor: colour('--ink-3') }, moveHandleStyle: { color: colour('--ink-3'), opacity: 0.35 }, emphasis: { handleStyle: { borderColor: colour('--accent') }, moveHandleStyle: { color: colour('--accent') } }, dataBackground: { lineStyle: { opacity: 0 }, areaStyle: { opacity: 0 } }, selectedDataBackground: { lineStyle: { opacity: 0 }, areaStyle: { opacity: 0 } }, textStyle: { color: colour('--ink-3'), fontSize: 11 }, brushSelect: false };
  return {
    ...baseOptions(), grid: { left: room + 14, right: many ? 34 : 8, top: 6, bottom: 66 },
    xAxis: timeAxis({ min: onAxis(from), max: onAxis(to), splitLine: { show: true, lineStyle: { color: colour('--line-2') } } }),
    yAxis: axis({ type: 'category', inverse: true, data: lanes.map(lane => lane.name), axisLine: { show: false }, splitLine: { show: true, lineStyle: { color: colour('--line-2') } }, axisLabel: { interval: 0, width: room, overflow: 'truncate', color: colour('--ink-2') } }),
    dataZoom: [
      { type: 'slider', show: !printing, xAxisIndex: 0, filterMode: 'none', bottom: 6, height: 20, startValue: onAxis(window.from), endValue: onAxis(window.to), showDetail: false, ...handle },
      { type: 'inside', xAxisIndex: 0, filterMode: 'none', zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false, startValue: onAxis(window.from), endValue: onAxis(window.to) },
      ...(many ? [{ type: 'slider', show: !printing, yAxisIndex: 0, filterMode: 'none', right: 4, width: 16, startValue: window.first, endValue: window.last, showDetail: false, ...handle }] : []),
    ],
    tooltip: { ...baseOptions().tooltip, formatter: p => {
      const b = bars[p.dataIndex];
      const product = b[4] >= 0 ? nameOf(variant, variant.gantt.products[b[4]]) : null;
      const part = [product, b[5] === null ? null : `part ${b[5]}`].filter(Boolean).join(', ');
      return tooltipLines(`${lanes[b[0]].name}: ${doing(lanes[b[0]], b[3])}`, [...(part ? [part] : []), `${exactTime(b[1])} to ${secondFormat.format(wall(b[2]))}`, time(b[2] - b[1])]);
    } },
    series: [{
      type: 'custom', progressive: 0, clip: true, encode: { x: [1, 2], y: 0 }, dimensions: ['lane', { name: 'start', type: 'time' }, { name: 'end', type: 'time' }], data: bars.map(b => [b[0], onAxis(b[1]), onAxis(b[2])]),
      renderItem: (params, api) => {
        const b = bars[params.dataIndex];
        const area = params.coordSys;
        const [x1, y] = api.coord([onAxis(b[1]), b[0]]);
        const x2 = api.coord([onAxis(b[2]), b[0]])[0];
        if (x2 < area.x || x1 > area.x + area.width || y < area.y - 14 || y > area.y + area.height + 14) return null;
        const left = Math.max(x1, area.x);
        const right = Math.min(x2, area.x + area.width);
        const high = Math.min(18, api.size([0, 1])[1] * 0.72) * (quiet.has(b[3]) ? 0.3 : 1);
        const wide = Math.max(0.7, right - left - (right - left > 4 ? 1 : 0));
        return { type: 'rect', shape: { x: left, y: y - high / 2, width: wide, height: high, r: wide > 6 && high > 8 ? 2 : 0 }, style: { fill: fillOf(b) }, emphasis: { style: { stroke: colour('--ink'), lineWidth: 1 } } };
      },
    }],
  };
}
