// The page: draws what the server reports, and sends what people do.
import { Panel } from '/assets/panel.js';

const $ = id => document.getElementById(id);
const panels = new Map();
let offset = 0;
let zone = 'UTC';

export async function ask(path, body) {
  return answered(await fetch(path, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body)
  }));
}

async function answered(response) {
  const text = await response.text();
  const json = text && response.headers.get('Content-Type')?.startsWith('application/json') ? JSON.parse(text) : {};
  if (!response.ok) {
    throw new Error(json.problem || 'Request failed (' + response.status + ').');
  }
  return json;
}

/** Shows a sentence over the page for a few seconds. */
export function say(text, isProblem = false) {
  const said = document.createElement('p');
  said.textContent = text;
  said.classList.toggle('is-problem', isProblem);
  $('said').append(said);
  setTimeout(() => said.remove(), isProblem ? 9000 : 6000);
}

/** Runs an action; if it fails, shows its message. */
export async function attempt(action) {
  try {
    return await action();
  } catch (problem) {
    say(problem.message, true);
    return undefined;
  }
}

export function timeOf(instant) {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(new Date(instant));
}

export function dayOf(instant) {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'long', day: 'numeric', month: 'long' }).format(new Date(instant));
}

function showClock() {
  const now = new Date(Date.now() + offset);
  const day = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone, weekday: 'short', day: 'numeric', month: 'short', year: 'numeric'
  }).format(now);
  $('now').textContent = day.replace(',', '') + ', ' + timeOf(now);
  $('now').dateTime = now.toISOString();
}

function state(data) {
  offset = new Date(data.now) - Date.now();
  zone = ['Z', 'GMT'].includes(data.zone) ? 'UTC' : data.zone;
  showClock();
  panels.forEach((panel, platform) => panel.fault(data.faults[platform]));
  for (const name of ['console', 'site']) {
    if (data[name]) {
      $(name).href = data[name];
      $(name).hidden = false;
    }
  }
}

function all(data) {
  const chosen = new Map([...panels].map(([platform, panel]) => [platform, panel.chosen()]));
  const isFirst = panels.size === 0;
  if (isFirst) {
    for (const platform of data.platforms) {
      const panel = new Panel(platform);
      panels.set(platform.id, panel);
      $('panels').append(panel.element);
    }
  }
  state(data.state);
  panels.forEach((panel, platform) => panel.restart(data.messages.filter(each => each.platform === platform), chosen.get(platform)));
  if (isFirst && location.pathname.startsWith('/t.me/')) {
    show('telegram');
    panels.get('telegram').startWith(new URLSearchParams(location.search).get('start') ?? '');
    history.replaceState(null, '', '/');
  }
}

function listen() {
  const live = new EventSource('/live');
  const on = (event, action) => live.addEventListener(event, data => action(JSON.parse(data.data)));
  on('all', all);
  on('state', state);
  on('message', data => panels.get(data.platform)?.message(data));
  on('deleted', data => panels.get(data.platform)?.deleted(data));
  on('toast', data => panels.get(data.platform)?.toast(data));
  on('opened', data => panels.get(data.platform)?.opened(data));
  on('form', data => panels.get(data.platform)?.form(data));
  live.onerror = () => document.body.classList.add('is-gone');
  live.onopen = () => document.body.classList.remove('is-gone');
}

function show(platform) {
  $('panels').dataset.show = platform;
  document.querySelectorAll('[data-show][aria-pressed]').forEach(button =>
    button.setAttribute('aria-pressed', String(button.dataset.show === platform)));
  drawer(false);
  const log = panels.get(platform)?.log;
  // Messages that arrived while the panel was hidden could not be scrolled into view.
  if (log) log.scrollTop = log.scrollHeight;
}

/** On a phone, what controls the simulation is in a drawer. */
function drawer(isOpen) {
  document.body.classList.toggle('is-simulating', isOpen);
  $('simulate').setAttribute('aria-expanded', String(isOpen));
}

async function drop(file) {
  if (file.size > 1 << 20) {
    say(file.name + ' is larger than 1 MiB, the limit for a digest.', true);
    return;
  }
  await attempt(async () => {
    const response = await fetch('/digest?name=' + encodeURIComponent(file.name), {
      method: 'POST', headers: { 'Content-Type': 'text/markdown' }, body: file
    });
    say((await answered(response)).said);
  });
}

async function dropExample() {
  const text = await (await fetch('/assets/example.md')).text();
  const now = new Date(Date.now() + offset);
  const day = now.toISOString().slice(0, 10);
  const named = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' }).format(now);
  const filled = text.replaceAll('{instant}', now.toISOString().slice(0, 19) + 'Z').replaceAll('{day}', named);
  await drop(new File([filled], day + '-example.md', { type: 'text/markdown' }));
}

const IDEAS = [
  ['telegram', '/today', 'latest digests'],
  ['discord', '/settings', 'perspectives, schedule, quiet hours'],
  ['telegram', '/perspective china', 'a single perspective'],
  ['discord', '/card', 'a day as a picture'],
  ['telegram', '/search ports', 'search all digests'],
  ['discord', '/broadcast', 'send a broadcast as the owner']
];

function ideas() {
  for (const [platform, line, what] of IDEAS) {
    idea(line, what, platform, () => {
      show(platform);
      return panels.get(platform).write(line);
    });
  }
  idea('Add an example digest', 'and watch it arrive', 'both', () => {
    drawer(false);
    return dropExample();
  });
  idea('Write a digest', 'from the feeds of two newspapers', 'both', async () => {
    drawer(false);
    say((await ask('/written', {})).said);
  });
}

function idea(label, what, platform, action) {
  const item = document.createElement('li');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'idea on-' + platform;
  const line = document.createElement('b');
  line.textContent = label;
  button.append(line, ' ' + what);
  button.addEventListener('click', () => attempt(action));
  item.append(button);
  $('ideas').append(item);
}

function dragging() {
  let depth = 0;
  const curtain = isShown => { $('curtain').hidden = !isShown; };
  addEventListener('dragenter', event => { event.preventDefault(); depth++; curtain(true); });
  addEventListener('dragleave', () => { depth--; curtain(depth > 0); });
  addEventListener('dragover', event => event.preventDefault());
  addEventListener('drop', event => {
    event.preventDefault();
    depth = 0;
    curtain(false);
    [...event.dataTransfer.files].forEach(drop);
  });
}

$('file').addEventListener('change', async event => {
  for (const file of event.target.files) {
    await drop(file);
  }
  event.target.value = '';
});
document.querySelectorAll('[data-hours]').forEach(button => button.addEventListener('click', () =>
  attempt(() => ask('/clock', { hours: Number(button.dataset.hours) }))));
$('due').addEventListener('click', () => attempt(() => ask('/clock', { due: true })));
document.querySelectorAll('[data-show][aria-pressed]').forEach(button =>
  button.addEventListener('click', () => show(button.dataset.show)));
$('simulate').addEventListener('click', () => drawer(!document.body.classList.contains('is-simulating')));
setInterval(showClock, 5000);
ideas();
dragging();
listen();
