/* The data of the page, and what is looked up in it. Estimates come as arrays, see VariantData.java. */
const data = JSON.parse(document.getElementById('data').textContent);
const scenario = data.scenario;
const variants = data.variants;

/** Names of enumerations in the order of their ordinals. */
const kpiIndex = Object.fromEntries(data.kpis.map((kpi, i) => [kpi.id, i]));
const statisticIndex = Object.fromEntries(data.statistics.map((name, i) => [name, i]));

/** { kpi, statistic, of, perPart, mean, half, sd, min, max, n, confidence, text } of an array. */
function figure(row) {
  const [kpi, statistic, of, perPart, ...numbers] = row;
  return { kpi: data.kpis[kpi], statistic: data.statistics[statistic], of, perPart: perPart === 1, ...estimate(numbers), text: numbers[7] };
}

function estimate([mean, half, sd, min, max, n, confidence]) {
  return { mean, half, sd, min, max, n, confidence, hasInterval: half !== null && n > 1 };
}

/** The estimate of a KPI in a variant, or null. */
function find(variant, kpi, statistic = 'mean', of = null, perPart = false) {
  variant.found ??= new Map(variant.estimates.map(row => [row.slice(0, 4).join('\u0000'), row]));
  const row = variant.found.get([kpiIndex[kpi], statisticIndex[statistic], of, perPart ? 1 : 0].join('\u0000'));
  return row === undefined || row[4] === null ? null : figure(row);
}

/** A person's name for an element, team or product. */
const nameOf = (variant, id) => variant.labels[id] ?? id;

/** Name of a machine or person from the name of its station or team: `mill.2` of "Milling" is "Milling 2". */
function memberName(variant, name, of) {
  return name.startsWith(of + '.') && variant.labels[of] ? `${variant.labels[of]} ${name.slice(of.length + 1)}` : nameOf(variant, name);
}
