/* How long parts take: a histogram with mean, median and 95th percentile. */
function fillLeadTime(variant) {
  const t = variant.leadTime;
  const body = bodyOf('lead-time');
  forgetCharts(body);
  const canvas = h('div', { class: 'chart' });
  const total = t.counts.reduce((a, b) => a + b, 0);
  const range = i => `${time(t.from + i * t.width)} to ${time(t.from + (i + 1) * t.width)}`;
  const last = t.counts.length - 1;
  body.replaceChildren(
    h('dl', { class: 'marks' }, [['Mean', t.mean], ['Median', t.p50], ['95th percentile', t.p95], ['Parts', null]].map(([name, v]) => h('div', null, h('dt', null, name), h('dd', null, name === 'Parts' ? count(total) : time(v))))),
    canvas,
    behind('Lead times', () => table([
      { name: 'Lead time', cell: i => (i === last ? `${time(t.from + i * t.width)} and more` : range(i)) }, { name: 'Parts', number: true, cell: i => count(t.counts[i]) }, { name: 'Share', number: true, cell: i => percent(t.counts[i] / total) },
    ], t.counts.map((_, i) => i))));
  chart(canvas, `Histogram of lead times: mean ${time(t.mean)}, median ${time(t.p50)}, 95th percentile ${time(t.p95)}`, () => leadTimeOptions(t, total, range));
}

function leadTimeOptions(t, total, range) {
  const last = t.counts.length - 1;
  const to = t.from + t.counts.length * t.width;
  const marks = [['mean', t.mean, 0], ['median', t.p50, 1], ['p95', t.p95, 2]].filter(([, v]) => v !== null && v <= to);
  // Of mean and median the lesser one has its label before its line, so that neither line runs through a label.
  const before = row => row === (t.p50 < t.mean ? 1 : 0);
  const step = timeStep((to - t.from) / 7);
  const from = t.from < 0.2 * to ? 0 : Math.floor(t.from / step) * step;
  return {
    ...baseOptions(), grid: { left: 4, right: 20, top: 44, bottom: 10, containLabel: true },
    xAxis: valueAxis({ min: from, max: to, interval: step, splitLine: { show: false }, axisLabel: { formatter: v => (v === 0 ? '0' : v === to && (to - from) % step ? '' : time(v)) } }),
    yAxis: valueAxis({ axisLabel: { formatter: v => percent(v, Math.max(...t.counts) / total < 0.04 ? 1 : 0) }, splitNumber: 4 }),
    tooltip: { ...baseOptions().tooltip, formatter: p => tooltipLines(p.dataIndex === last ? `${time(t.from + last * t.width)} and more` : range(p.dataIndex), [`${count(t.counts[p.dataIndex])} parts, ${percent(t.counts[p.dataIndex] / total)}`]) },
    series: [{
      type: 'custom', data: t.counts.map((n, i) => [t.from + i * t.width, n / total]), encode: { x: 0, y: 1 }, itemStyle: { color: colour('--state-busy') },
      renderItem: (_, api) => {
        const [x, y] = api.coord([api.value(0), api.value(1)]);
        const [right, base] = api.coord([api.value(0) + t.width, 0]);
        return { type: 'rect', shape: { x: x + 0.5, y, width: Math.max(1, right - x - 1), height: base - y }, style: { fill: colour('--state-busy') }, emphasis: { style: { fill: colour('--accent') } } };
      },
      markLine: { silent: true, symbol: 'none', animation: false, data: marks.map(([name, v, row]) => ({
        xAxis: v, lineStyle: { color: colour('--ink'), width: 1.5, type: name === 'mean' ? 'solid' : name === 'p95' ? 'dashed' : 'dotted' },
        label: { formatter: narrow() ? name : `${name} ${time(v)}`, color: colour('--ink'), fontSize: 11.5, position: 'end', align: before(row) ? 'right' : 'left', padding: before(row) ? [0, 4, 0, 0] : [0, 0, 0, 4], distance: row === 1 ? 18 : 4 },
      })) },
    }],
  };
}

/** A step that reads well on a clock. */
function timeStep(atLeast) {
  return [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 14400, 21600, 43200, 86400, 172800, 432000, 864000].find(step => step >= atLeast) ?? Math.ceil(atLeast / 864000) * 864000;
}
