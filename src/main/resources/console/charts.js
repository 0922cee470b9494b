// Draws the charts of a page with uPlot, from the data in the attribute `data-chart`. Without it, pages show the
// same numbers as tables.
const COLOURS = { accent: '--accent', ok: '--ok', warn: '--warn', bad: '--bad', muted: '--edge' };
const WHOLE = [1, 2, 5].flatMap(digit => Array.from({ length: 9 }, (_, zeros) => digit * 10 ** zeros)).sort((a, b) => a - b);
/** A date in the font of the axes, in pixels. */
const DATE_WIDTH = 72;
const TWO_DIGITS = number => String(number).padStart(2, '0');

function colour(name) {
  // The variables use light-dark(), which only a property of an element resolves.
  const probe = document.body.appendChild(document.createElement('span'));
  probe.style.color = `var(${name})`;
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

/** Dates such as “Fri 6 Feb” and a clock of 24 hours; a date stands at its midnight. */
function timeLabels(step) {
  return (plot, ticks) => ticks.map(seconds => {
    const at = plot.tz(seconds);
    const day = at.toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short' }).replace(',', '');
    return step === 'day' || at.getHours() === 0 && at.getMinutes() === 0
      ? day : `${TWO_DIGITS(at.getHours())}:${TWO_DIGITS(at.getMinutes())}`;
  });
}

/** The least distance between two labels: dates are wider than times, of which only one in a day is a date. */
function labelSpace(plot, axis, from, to) {
  return to - from > 2 * 86_400 ? DATE_WIDTH + 16 : DATE_WIDTH;
}

/** Each stacked bar is drawn from zero to the sum of it and of those between, the longest first; so are those below zero. */
function stacked(series) {
  const sums = { up: null, down: null };
  return series.map(each => {
    const side = each.values.some(value => value < 0) ? 'down' : 'up';
    return sums[side] = each.values.map((value, i) => value + (sums[side]?.[i] ?? 0));
  });
}

/** Bars and durations start at zero, other lines where there is something to see. */
function scale(low, high, bars, unit) {
  if (bars) return [Math.min(0, low), Math.max(high, 1)];
  return unit ? [0, Math.max(high * 1.05, 0.001)] : [Math.min(low, high * 0.98), Math.max(high, 1)];
}

function plotOf(holder, data, series, height) {
  const bars = series[0].form === 'bar';
  const values = bars ? stacked(series).reverse() : series.map(each => each.values);
  const drawn = bars ? [...series].reverse() : series;
  const grid = { stroke: colour('--line'), width: 1 };
  const axis = { stroke: colour('--muted'), grid, ticks: grid, font: '12px "Noto Sans", sans-serif' };
  const unit = series[0].unit;
  const number = value => Math.abs(value).toLocaleString('en') + (unit && ` ${unit}`);
  const half = (data.times[1] - data.times[0]) / 2;
  const options = {
    width: holder.clientWidth,
    height,
    tzDate: seconds => uPlot.tzDate(new Date(seconds * 1_000), data.zone),
    cursor: { show: false },
    legend: { show: false },
    scales: { x: { time: true, range: () => [data.times[0] - half, data.times.at(-1) + half] }, y: { range: (plot, low, high) => scale(low, high, bars, unit) } },
    padding: [null, DATE_WIDTH / 2, null, null],
    axes: [{ ...axis, space: labelSpace, values: timeLabels(data.step) }, { ...axis, size: 64, values: (plot, ticks) => ticks.map(number),
      ...bars && { incrs: WHOLE } }],
    series: [{}, ...drawn.map(each => bars
      ? { label: each.label, fill: colour(COLOURS[each.colour]), stroke: colour(COLOURS[each.colour]), width: 0,
          paths: uPlot.paths.bars({ size: [0.7, 40] }), points: { show: false } }
      : { label: each.label, stroke: colour(COLOURS[each.colour]), width: 2, spanGaps: false, points: { show: true, size: 4 } })],
    hooks: { init: [plot => { plot.tz = options.tzDate; }] },
  };
  return new uPlot(options, [data.times, ...values], holder);
}

function legend(series) {
  const list = document.createElement('ul');
  list.className = 'legend';
  list.setAttribute('aria-hidden', 'true');
  for (const each of series) {
    const entry = list.appendChild(document.createElement('li'));
    const mark = entry.appendChild(document.createElement('span'));
    mark.style.background = colour(COLOURS[each.colour]);
    entry.append(each.label);
  }
  return list;
}

const plots = new Map();

/** Replaced figures are no longer on the page. */
function forgetOld() {
  for (const [figure, drawn] of plots) {
    if (figure.isConnected) continue;
    drawn.forEach(plot => plot.destroy());
    plots.delete(figure);
  }
}

function draw(figure) {
  forgetOld();
  const data = JSON.parse(figure.dataset.chart);
  const holder = figure.querySelector('.plot');
  plots.get(figure)?.forEach(plot => plot.destroy());
  holder.replaceChildren();
  const bars = data.series.filter(each => each.form === 'bar');
  const lines = data.series.filter(each => each.form === 'line');
  plots.set(figure, [
    ...bars.length ? [plotOf(holder, data, bars, 190)] : [],
    ...lines.length ? [plotOf(holder, data, lines, 170)] : [],
  ]);
  holder.append(legend(data.series));
}

function drawAll() {
  document.querySelectorAll('[data-chart]').forEach(draw);
}

drawAll();
document.fonts.ready.then(drawAll);
addEventListener('resize', drawAll);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
document.addEventListener('replaced', event => event.target.querySelectorAll('[data-chart]').forEach(draw));
