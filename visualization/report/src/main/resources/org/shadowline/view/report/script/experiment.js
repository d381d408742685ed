/* The report of an experiment: what was asked and found, then tables with charts beside them. All words come from the data. */
const data = JSON.parse(byId('data').textContent);

function fillHero() {
  byId('hero').replaceChildren(
    h('p', { class: 'eyebrow' }, data.eyebrow),
    h('h1', null, data.title),
    h('p', { class: 'verdict' }, data.verdict),
    h('dl', { class: 'facts' }, data.facts.map(([name, value, note]) => h('div', null, h('dt', null, name), h('dd', null, value, note ? h('small', null, note) : null)))));
}

function dataTable(content) {
  const { heads, numbers, rows, marked } = content;
  return table(heads.map((name, i) => ({ name, number: numbers[i], cell: row => row.cells[i] })), rows.map((cells, i) => ({ cells, i })), { rowClass: row => (marked.includes(row.i) ? 'chosen' : null) });
}

function fillSection(section) {
  const body = bodyOf(section.id);
  const parts = [];
  if (section.text.length) parts.push(h('ul', { class: 'notes' }, section.text.map(line => h('li', null, line))));
  let canvas = null;
  if (section.chart) {
    canvas = h('div', { class: 'chart', style: { height: `${CHARTS[section.chart.type].height(section.chart)}px` } });
    parts.push(canvas);
  }
  if (section.table) parts.push(scrolling(section.title, dataTable(section.table), section.table.rows.length > 12 ? 'tall' : 'whole'));
  byId(section.id).hidden = false;
  body.replaceChildren(...parts);
  if (canvas) chart(canvas, `${section.title}: ${section.chart.label}`, () => CHARTS[section.chart.type].options(section.chart));
}

const CHARTS = {
  intervals: { height: c => 70 + 30 * c.rows.length, options: intervalOptions },
  scatter: { height: () => 380, options: scatterOptions },
  bars: { height: c => 50 + 30 * c.rows.length, options: barOptions },
  histogram: { height: () => 320, options: histogramOptions },
  line: { height: () => 340, options: lineOptions },
};

const shown = value => Number(value.toPrecision(4)).toLocaleString('en-US', { maximumFractionDigits: 6 });
const nameAxis = rows => axis({ type: 'category', inverse: true, data: rows.map(r => r.name), splitLine: { show: false }, axisLabel: { width: narrow() ? 110 : 230, overflow: narrow() ? 'break' : 'truncate', interval: 0 } });

/** An interval for each row, with a line at zero. */
function intervalOptions(c) {
  const most = Math.max(...c.rows.map(r => Math.max(Math.abs(r.low), Math.abs(r.high))), 1e-12);
  return {
    ...baseOptions(), grid: { left: 26, right: 24, top: 8, bottom: 34, containLabel: true },
    xAxis: valueAxis({ name: c.axis, nameLocation: 'middle', nameGap: 28, min: -most * 1.1, max: most * 1.1, axisLabel: { formatter: v => (Math.abs(v) > most * 1.05 ? '' : shown(v)) } }),
    yAxis: nameAxis(c.rows),
    tooltip: { ...baseOptions().tooltip, formatter: p => tooltipLines(c.rows[p.dataIndex].name, [c.rows[p.dataIndex].text]) },
    series: [{
      type: 'custom', data: c.rows.map((r, i) => [r.low, i, r.mean, r.high]), encode: { x: [0, 2, 3], y: 1 },
      renderItem: (params, api) => {
        const r = c.rows[params.dataIndex];
        const fill = colour({ better: '--met', worse: '--not-met', none: '--state-busy' }[r.verdict] ?? '--accent');
        const [x1, y] = api.coord([r.low, api.value(1)]);
        const [x2] = api.coord([r.high, api.value(1)]);
        const [x] = api.coord([r.mean, api.value(1)]);
        return { type: 'group', children: [
          { type: 'rect', shape: { x: x1, y: y - 5, width: Math.max(1.5, x2 - x1), height: 10, r: 2 }, style: { fill, opacity: 0.4 } },
          { type: 'rect', shape: { x: x - 1.5, y: y - 9, width: 3, height: 18 }, style: { fill } },
        ] };
      },
      markLine: { silent: true, symbol: 'none', animation: false, label: { show: false }, data: [{ xAxis: 0, lineStyle: { color: colour('--ink-2'), width: 1, type: 'solid' } }] },
    }],
  };
}

/** Points in two goals; those that are best are joined. */
function scatterOptions(c) {
  const of = kind => c.points.filter(p => p.kind === kind).map(p => ({ value: [p.x, p.y], name: p.name, text: p.text }));
  const best = of('best').sort((a, b) => a.value[0] - b.value[0]);
  const series = [
    ['others', of('other'), '--state-busy', 8, 0.75], ['limits broken', of('broken'), '--state-blocked', 8, 0.75],
  ].filter(([, points]) => points.length).map(([name, points, fill, size, opacity]) => ({ type: 'scatter', name, data: points, symbolSize: size, itemStyle: { color: colour(fill), opacity } }));
  series.push({ type: 'line', name: c.best, data: best, symbol: 'circle', symbolSize: 11, step: c.joined ? false : undefined, lineStyle: { width: c.joined ? 1.5 : 0, color: colour('--accent') }, itemStyle: { color: colour('--accent') } });
  return {
    ...baseOptions(), grid: { left: 12, right: 24, top: 62, bottom: 34, containLabel: true },
    legend: { top: 0, left: 0, icon: 'circle', itemHeight: 9, textStyle: textStyle() },
    xAxis: valueAxis({ name: c.xAxis, nameLocation: 'middle', nameGap: 28, scale: true, axisLabel: { formatter: shown } }),
    yAxis: valueAxis({ name: c.yAxis, nameTextStyle: { align: 'left', color: colour('--ink-3') }, scale: true, axisLabel: { formatter: shown } }),
    tooltip: { ...baseOptions().tooltip, trigger: 'item', formatter: p => tooltipLines(p.data.name, p.data.text) },
    series,
  };
}

function barOptions(c) {
  return {
    ...baseOptions(), grid: { left: 26, right: 24, top: 8, bottom: 34, containLabel: true },
    xAxis: valueAxis({ name: c.axis, nameLocation: 'middle', nameGap: 28, axisLabel: { formatter: shown } }),
    yAxis: nameAxis(c.rows),
    tooltip: { ...baseOptions().tooltip, formatter: p => tooltipLines(c.rows[p.dataIndex].name, [c.rows[p.dataIndex].text]) },
    series: [{ type: 'bar', barWidth: 12, itemStyle: { color: colour('--accent'), borderRadius: 2 }, data: c.rows.map(r => r.value) }],
  };
}

/** Density of observations, and of distributions over them. */
function histogramOptions(c) {
  const colours = palette();
  return {
    ...baseOptions(), grid: { left: 12, right: 24, top: 44, bottom: 34, containLabel: true },
    legend: { top: 0, left: 0, itemHeight: 9, textStyle: textStyle(), data: c.curves.map(curve => curve.name) },
    xAxis: valueAxis({ name: c.axis, nameLocation: 'middle', nameGap: 28, min: c.from, max: c.from + c.width * c.density.length, splitLine: { show: false }, axisLabel: { formatter: shown, showMinLabel: false, showMaxLabel: false } }),
    yAxis: valueAxis({ axisLabel: { show: false }, splitNumber: 4, max: Math.max(...c.density) * 1.35 }),
    tooltip: { ...baseOptions().tooltip, trigger: 'item', formatter: p => (p.seriesName === 'observations' ? tooltipLines(`${shown(c.from + p.dataIndex * c.width)} to ${shown(c.from + (p.dataIndex + 1) * c.width)}`, [c.counts[p.dataIndex]]) : safe(p.seriesName)) },
    series: [{
      type: 'custom', name: 'observations', data: c.density.map((d, i) => [c.from + i * c.width, d]), encode: { x: 0, y: 1 }, itemStyle: { color: colour('--state-starved') },
      renderItem: (_, api) => {
        const [x, y] = api.coord([api.value(0), api.value(1)]);
        const [right, base] = api.coord([api.value(0) + c.width, 0]);
        return { type: 'rect', shape: { x: x + 0.5, y, width: Math.max(1, right - x - 1), height: base - y }, style: { fill: colour('--state-starved') } };
      },
    }, ...c.curves.map((curve, i) => ({ type: 'line', name: curve.name, data: curve.points, showSymbol: false, lineStyle: { width: i === 0 ? 2.5 : 1.5, type: i === 0 ? 'solid' : 'dashed', color: colours[i % colours.length] }, itemStyle: { color: colours[i % colours.length] } }))],
  };
}

/** Points beside the line that they should lie on. */
function lineOptions(c) {
  return {
    ...baseOptions(), grid: { left: 12, right: 24, top: 30, bottom: 34, containLabel: true },
    xAxis: valueAxis({ name: c.xAxis, nameLocation: 'middle', nameGap: 28, scale: true, axisLabel: { formatter: shown } }),
    yAxis: valueAxis({ name: c.yAxis, nameTextStyle: { align: 'left', color: colour('--ink-3') }, scale: true, axisLabel: { formatter: shown } }),
    tooltip: { ...baseOptions().tooltip, trigger: 'item', formatter: p => safe(`${shown(p.value[0])}, ${shown(p.value[1])}`) },
    series: [
      { type: 'line', data: c.line, showSymbol: false, silent: true, lineStyle: { color: colour('--ink-3'), width: 1, type: 'dashed' } },
      { type: 'scatter', data: c.points, symbolSize: 6, itemStyle: { color: colour('--accent'), opacity: 0.7 } },
    ],
  };
}

fillHero();
byId('bar-tools').append(themeButton());
data.sections.forEach(fillSection);
byId('foot').replaceChildren(h('p', null, data.foot), h('p', null, [`Shadowline ${data.engine ?? '(development build)'}`, `charts by Apache ECharts ${data.charts} (Apache License 2.0)`].join(' · ')));
