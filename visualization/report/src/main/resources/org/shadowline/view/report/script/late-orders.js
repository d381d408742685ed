/* Orders that missed their due date, latest first, with what delayed them. */
const FIRST_ORDERS = 12;
const PRINTED_ORDERS = 25;
let allOrders = false;

/** Kinds of causes on their own; in a row the name of the element follows. */
const CAUSES = {
  'waiting for': 'waiting for a station', 'waiting in': 'waiting in a buffer or source', 'transport on': 'transport',
};

function fillLateOrders(variant) {
  const horizon = variant.warmUp + scenario.length;
  const lateness = o => (o.finished ?? horizon) - o.due;
  const rows = variant.lateOrders.toSorted((a, b) => lateness(b) - lateness(a));
  const longest = Math.max(...rows.map(o => o.causes.reduce((sum, c) => sum + c[2], 0)), 1);
  const kinds = [...new Set(rows.flatMap(o => o.causes.map(c => c[0])))];
  const total = kind => rows.reduce((sum, o) => sum + o.causes.filter(c => c[0] === kind).reduce((x, c) => x + c[2], 0), 0);
  kinds.sort((a, b) => total(b) - total(a));
  const colours = kind => `var(--cause-${Math.min(kinds.indexOf(kind), 5) + 1})`;
  const shown = allOrders ? rows : rows.slice(0, printing ? PRINTED_ORDERS : FIRST_ORDERS);
  const columns = [
    { name: 'Order', cell: o => o.id }, { name: 'Product', cell: o => nameOf(variant, o.product) },
    { name: 'Due', cell: o => h('span', { class: 'nowrap', title: `released ${dateTime(o.released)}` }, dateTime(o.due)) },
    { name: 'Finished', cell: o => h('span', { class: 'nowrap' }, o.finished === null ? 'not yet' : dateTime(o.finished)) },
    { name: 'Late by', number: true, cell: o => (o.finished === null ? `over ${time(lateness(o))}` : time(lateness(o))) },
    { name: 'Where its time went', cell: o => h('div', { class: 'causes' }, causeBar(o, longest, colours), h('span', { class: 'dim' }, causeWords(o, variant))) },
  ];
  bodyOf('late-orders').replaceChildren(
    legend(kinds.map(kind => [colourSwatch(colours(kind)), CAUSES[kind] ?? kind.replace(/ at$/, '')])),
    scrolling('Late orders', table(columns, shown), 'late-orders'),
    shown.length < rows.length ? h('button', { type: 'button', class: 'plain', onclick: () => { allOrders = true; fillLateOrders(variant); } }, `Show all ${count(rows.length)}`) : '',
    h('p', { class: 'hint' }, [
      shown.length < rows.length ? `${count(shown.length)} of ${count(rows.length)} late orders, the latest first.` : '',
      variant.lateOrdersLeft > 0 ? `${count(variant.lateOrdersLeft)} further late orders are left out.` : '',
      variant.lateOrdersCut ? `Only the ${count(rows.length + variant.lateOrdersLeft)} latest of the replication are kept; more were late.` : ''].join(' ')));
}

function causeBar(order, longest, colours) {
  return h('div', { class: 'cause', ...tip(order.causes.map(([what, where, seconds]) => `${time(seconds)} ${what} ${where}`).join('\n') || 'No causes known') },
    order.causes.map(([what, , seconds]) => h('i', { style: { width: `${seconds / longest * 100}%`, background: colours(what) } })));
}

function causeWords(order, variant) {
  return order.causes.slice(0, 2).map(([what, where, seconds]) => `${time(seconds)} ${what} ${nameOf(variant, where)}`).join(', ');
}
