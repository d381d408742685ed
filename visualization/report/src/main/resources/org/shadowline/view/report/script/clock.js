/*
 * The scenario's wall clock. Seconds since the start become milliseconds that are read as UTC, so the viewer's own time
 * zone plays no part. The axis of a chart runs evenly; its labels follow the clock over a change to or from summer time.
 */
const clock = scenario.clock;

/** Place on an axis. */
const onAxis = seconds => clock.start + seconds * 1000;
const fromAxis = millis => (millis - clock.start) / 1000;

function wall(seconds) {
  let shift = 0;
  for (const [from, by] of clock.changes) if (seconds >= from) shift = by;
  return new Date(clock.start + (seconds + shift) * 1000);
}

const utc = options => new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options });
const dayFormat = utc({ weekday: 'short', day: 'numeric', month: 'short' });
const shortDayFormat = utc({ day: 'numeric', month: 'short' });
const longDayFormat = utc({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const clockFormat = utc({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const secondFormat = utc({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

const clockTime = seconds => clockFormat.format(wall(seconds));
const dateTime = seconds => (seconds === null ? NONE : `${dayFormat.format(wall(seconds)).replace(',', '')} ${clockTime(seconds)}`);
const exactTime = seconds => `${dayFormat.format(wall(seconds)).replace(',', '')} ${secondFormat.format(wall(seconds))}`;
const sameDay = (a, b) => dayFormat.format(wall(a)) === dayFormat.format(wall(b));

/** Above this, days of the week would crowd an axis. */
const LONG = 30 * 86400;

/** A date where a day begins, otherwise the time of day. */
function axisLabel(millis) {
  const at = wall(fromAxis(millis));
  const midnight = at.getUTCHours() === 0 && at.getUTCMinutes() === 0;
  return midnight ? `{day|${(narrow() || scenario.length > LONG ? shortDayFormat : dayFormat).format(at).replace(',', '')}}` : clockFormat.format(at);
}
