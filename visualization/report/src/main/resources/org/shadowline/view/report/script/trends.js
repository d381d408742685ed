/* Throughput and work in process over the time of the scenario. */
function fillTrends(variant) {
  const body = bodyOf('trends');
  forgetCharts(body);
  body.replaceChildren();
  trend(body, variant, variant.throughput, 'Throughput', `parts per ${rateUnit.name}`, rateUnit.seconds);
  trend(body, variant, variant.workInProcess, 'Work in process', 'parts', 1);
}

function trend(body, variant, series, name, unit, factor) {
  if (!(series.bucket > 0) || !series.mean.some(v => v !== null)) return;
  const canvas = h('div', { class: 'chart' });
  body.append(h('figure', { class: 'trend keep' },
    h('figcaption', { class: 'chart-title' }, h('h3', null, `${name}, ${unit}`), h('small', null, `means over ${time(series.bucket)}`)), canvas,
    behind(`${name} over time`, () => table([
      { name: 'From', cell: i => dateTime(i * series.bucket) },
      { name: `Mean, ${unit}`, number: true, cell: i => plain(scaled(series.mean[i], factor)) },
      { name: 'Low', number: true, cell: i => plain(scaled(series.low[i], factor)) },
      { name: 'High', number: true, cell: i => plain(scaled(series.high[i], factor)) },
    ], series.mean.map((_, i) => i)))));
  chart(canvas, `${name} over time`, () => trendOptions(variant, series, name, unit, factor));
}

const scaled = (value, factor) => (value === null || value === undefined ? null : value * factor);

function trendOptions(variant, series, name, unit, factor) {
  const at = i => onAxis((i + 0.5) * series.bucket);
  const rows = values => values.map((v, i) => [at(i), scaled(v, factor)]);
  const end = variant.warmUp + scenario.length;
  const line = colour('--accent');
  const sparse = series.mean.filter(v => v !== null).length < 8;
  const banded = series.low.some((low, i) => low !== null && low !== series.high[i]);
  const area = { type: 'line', stack: 'band', showSymbol: false, symbolSize: 0, z: 2, zlevel: 0, lineStyle: { opacity: 0 }, silent: true, stackStrategy: 'all', emphasis: { lineStyle: { opacity: 0 } } };
  return {
    ...baseOptions(), grid: { left: 46, right: 22, top: 12, bottom: 28 },
    xAxis: timeAxis({ min: onAxis(0), max: onAxis(Math.max(end || 0, series.mean.length * series.bucket)) }),
    yAxis: valueAxis({ axisLabel: { formatter: v => plain(v, 3) }, splitNumber: 4, min: 0 }),
    tooltip: { ...baseOptions().tooltip, trigger: 'axis', axisPointer: { z: 1, lineStyle: { color: colour('--ink-3'), type: 'solid' } }, formatter: ([p]) => {
      const i = p.dataIndex;
      const value = scaled(series.mean[i], factor);
      if (value === null) return '';
      const range = banded ? [`Interval ${plain(scaled(series.low[i], factor))} to ${plain(scaled(series.high[i], factor))}`] : [];
      const from = i * series.bucket;
      return tooltipLines(`${dateTime(from)} to ${clockTime(from + series.bucket)}`, [`${name}: ${plain(value)} ${unit}`, ...range, ...(from < variant.warmUp ? ['Warm-up: not counted'] : [])]);
    } },
    series: [
      { type: 'line', name, data: rows(series.mean), symbol: 'circle', showSymbol: sparse, symbolSize: 6, showAllSymbol: true, zlevel: 0, color: line, lineStyle: { width: 2 }, z: 3, emphasis: { lineStyle: { width: 2 } },
        markArea: variant.warmUp > 0 ? { silent: true, itemStyle: { color: colour('--shade') }, label: { show: true, position: 'insideTopLeft', color: colour('--ink-3'), fontSize: 11 }, data: [[{ name: 'warm-up', xAxis: onAxis(0) }, { xAxis: onAxis(variant.warmUp) }]] } : undefined },
      ...(banded ? [{ ...area, data: rows(series.low) }, { ...area, areaStyle: { color: colour('--band'), opacity: 1 }, data: series.high.map((high, i) => [at(i), high === null || series.low[i] === null ? null : (high - series.low[i]) * factor]) }] : []),
    ],
  };
}
