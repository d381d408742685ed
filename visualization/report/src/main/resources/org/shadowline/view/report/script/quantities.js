/*
 * Words for quantities: the one place where SI values become what people read. Kinds are those of the KPIs: rate (parts
 * per second), time (seconds), pieces, share, energy (joules) and money.
 */
const NONE = '–';
const THIN = '\u202f';
const NBSP = '\u00a0';

/** The unit of rates is the one in which the scenario's own demands are written, or else one that gives handy numbers. */
const rateUnit = (() => {
  const units = { minute: 60, hour: 3600, day: 86400, week: 604800 };
  for (const v of variants) {
    for (const text of [...v.expectations.map(e => e.text), ...v.measures.map(m => figure(m).text ?? '')]) {
      const unit = /throughput.*\b(?:per|\/)\s*(minute|hour|day|week)\b/i.exec(text);
      if (unit) return { name: unit[1].toLowerCase(), seconds: units[unit[1].toLowerCase()] };
    }
  }
  const rate = find(variants[0] ?? { estimates: [] }, 'throughput')?.mean ?? 1;
  const name = rate * 3600 >= 1 ? 'hour' : rate * 86400 >= 1 ? 'day' : 'week';
  return { name, seconds: units[name] };
})();

function number(value, decimals) {
  return value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** Decimals that leave `digits` significant ones in a value, at most six. */
function decimalsFor(value, digits) {
  const size = Math.abs(value);
  return size > 0 ? Math.min(6, Math.max(0, digits - 1 - Math.floor(Math.log10(size)))) : 0;
}

function plain(value, digits = 3) {
  if (value === null || value === undefined) return NONE;
  if (Math.abs(value) < 1e5) value = Number(value.toPrecision(6)); // 400 per day stays 400 through seconds
  return Number.isInteger(value) && Math.abs(value) < 1e7 ? number(value, 0) : number(value, decimalsFor(value, digits));
}

const count = value => (value === null || value === undefined ? NONE : number(Math.round(value), 0));
const percent = (share, decimals = 1) => (share === null || share === undefined ? NONE : `${number(share * 100, decimals)}${NBSP}%`);

const TIME_UNITS = [['d', 86400], ['h', 3600], ['min', 60], ['s', 1]];

/** `4 h 10 min`: two units that follow one another. */
function time(seconds) {
  if (seconds === null || seconds === undefined) return NONE;
  if (seconds < 0) return `−${time(-seconds)}`;
  if (seconds < 60) return `${plain(seconds, seconds < 10 ? 2 : 3)}${NBSP}s`;
  let i = TIME_UNITS.findIndex(([, size]) => seconds >= size);
  const lower = TIME_UNITS[i + 1][1];
  const rounded = Math.round(seconds / lower) * lower;
  if (i > 0 && rounded >= TIME_UNITS[i - 1][1]) return time(rounded);
  const whole = Math.floor(rounded / TIME_UNITS[i][1]);
  const rest = Math.round((rounded - whole * TIME_UNITS[i][1]) / lower);
  const most = `${whole}${NBSP}${TIME_UNITS[i][0]}`;
  return rest === 0 ? most : `${most}${NBSP}${rest}${NBSP}${TIME_UNITS[i + 1][0]}`;
}

/** The one unit in which a time and its interval are shown. */
function timeUnit(seconds) {
  const [name, size] = TIME_UNITS.find(([, s]) => Math.abs(seconds) >= (s === 1 ? 0 : 2 * s));
  return { factor: 1 / size, unit: name };
}

/** So many that an error shows one significant digit, or two where the first is 1 or 2. */
const decimalsOfError = error => decimalsFor(error, error / 10 ** Math.floor(Math.log10(error)) < 2.95 ? 2 : 1);

/** Unit and factor in which a value of a kind is shown; like values share them. */
function scaleFor(kind, value, currency) {
  const size = Math.abs(value ?? 0);
  switch (kind) {
    case 'rate': return { factor: rateUnit.seconds, unit: `per ${rateUnit.name}` };
    case 'share': return { factor: 100, unit: '%' };
    case 'energy':
      if (size >= 3.6e9) return { factor: 1 / 3.6e9, unit: 'MWh' };
      return size >= 3.6e5 || size === 0 ? { factor: 1 / 3.6e6, unit: 'kWh' } : { factor: 1 / 3600, unit: 'Wh' };
    case 'power': return size >= 1e6 ? { factor: 1e-6, unit: 'MW' } : { factor: 1e-3, unit: 'kW' };
    case 'money': return { factor: 1, unit: currency };
    case 'length': return size >= 2000 ? { factor: 1e-3, unit: 'km' } : { factor: 1, unit: 'm' };
    case 'pieces': return { factor: 1, unit: '' };
    default: return { factor: 1, unit: '' };
  }
}

/** Value, interval and unit of an estimate in words, all rounded as the half width is. */
function words(f, currency) {
  if (f.mean === null || f.mean === undefined) return { value: NONE, unit: '', plusMinus: '', low: NONE, high: NONE, min: NONE, max: NONE };
  if (f.kpi.kind === 'time' && !(f.half > 0)) {
    return { value: time(f.mean), unit: '', plusMinus: f.hasInterval ? `±${NBSP}0` : '', low: time(f.mean), high: time(f.mean), min: time(f.min), max: time(f.max) };
  }
  const { factor, unit } = f.kpi.kind === 'time' ? timeUnit(f.mean) : scaleFor(f.kpi.kind, f.mean, currency);
  let decimals = f.hasInterval && f.half > 0 ? decimalsOfError(f.half * factor) : decimalsFor(f.mean * factor, 4);
  if (f.kpi.kind === 'money' && decimals < 4) decimals = Math.abs(f.mean) < 1000 ? 2 : 0;
  decimals = Math.min(decimals, f.kpi.kind !== 'share' ? 4 : Math.abs(f.mean) < 0.1 ? 2 : 1);
  const show = v => (v === null ? NONE : number(v * factor, decimals));
  const tiny = f.hasInterval && f.half * factor < 0.5 * 10 ** -decimals && f.half > 0;
  return {
    value: show(f.mean), unit, plusMinus: f.hasInterval ? `±${NBSP}${tiny ? `<${THIN}${number(10 ** -decimals, decimals)}` : show(f.half)}` : '',
    low: show(f.mean - f.half), high: show(f.mean + f.half), min: show(f.min), max: show(f.max),
  };
}

/** A single value of a KPI's kind with its unit. */
function quantity(kind, value, currency) {
  if (value === null || value === undefined) return NONE;
  if (kind === 'time') return time(value);
  const { factor, unit } = scaleFor(kind, value, currency);
  const decimals = kind === 'money' ? (Math.abs(value) < 1000 ? 2 : 0) : undefined;
  const text = decimals === undefined ? plain(value * factor, kind === 'share' ? 3 : 4) : number(value, decimals);
  return unit ? `${text}${NBSP}${unit}` : text;
}

const withUnit = (text, unit) => (unit ? `${text}${NBSP}${unit}` : text);

/** Everything about an estimate in sentences, for hover and focus. */
function explained(f, currency) {
  const w = words(f, currency);
  const spread = f.n > 1 ? `Single replications: ${withUnit(`${w.min} to ${w.max}`, w.unit)}.` : '';
  if (!f.hasInterval) return `${withUnit(w.value, w.unit)}, from ${f.n === 1 ? 'one replication: no interval' : `${f.n} replications`}. ${spread}`.trim();
  return `${percent(f.confidence, 0)} confidence interval: ${withUnit(`${w.low} to ${w.high}`, w.unit)}.\nMean of ${f.n} replications. ${spread}`;
}

const STATISTICS = { mean: 'mean', p5: '5th percentile', p50: 'median', p95: '95th percentile', max: 'longest' };

/** `Lead time, 95th percentile`; a mean is named only where there are other statistics. */
function title(f, variant, withSubject = true) {
  const acronym = { oee: 'OEE' }[f.kpi.id];
  const name = acronym ?? f.kpi.words.charAt(0).toUpperCase() + f.kpi.words.slice(1);
  const overParts = f.kpi.kind === 'time';
  const statistic = f.statistic !== 'mean' || overParts ? `, ${STATISTICS[f.statistic]}` : '';
  const subject = withSubject && f.of !== null ? ` of ${nameOf(variant, f.of)}` : '';
  return `${name}${subject}${f.perPart ? ' per part' : ''}${statistic}`;
}

const plural = (n, one, many = `${one}s`) => `${count(n)}${NBSP}${n === 1 ? one : many}`;
