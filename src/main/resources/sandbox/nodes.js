// The nodes of a trial that runs several: what each of them does, and a button that kills or starts it.
import { ask, attempt } from '/assets/page.js';

const STATES = { STARTING: 'is starting', RUNNING: 'is running', ENDED: 'was killed' };
const SHOWN_EVENTS = 3;
const rows = new Map();

function make(tag, className, text = '') {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

/** What the node does, in words. */
function doing(node) {
  if (node.seats.length > 0) {
    return (node.state === 'ENDED' ? 'its lease still holds ' : '') + node.seats.join(', ');
  }
  return node.state === 'RUNNING' ? 'stands by' : STATES[node.state];
}

function row(name) {
  const item = make('li', 'node');
  const button = make('button', 'node-button');
  button.type = 'button';
  const seats = make('span', 'node-seats');
  item.append(make('b', 'node-name', name), seats, button);
  document.getElementById('node-list').append(item);
  button.addEventListener('click', () => {
    button.disabled = true;
    return attempt(() => ask('/node', { node: name, action: button.dataset.action }))
      .finally(() => { button.disabled = false; });
  });
  return { item, seats, button };
}

/** Draws the nodes; does nothing if the bot is one process. */
export function showNodes(data) {
  if (!data) return;
  document.body.classList.add('has-nodes');
  document.getElementById('nodes').hidden = false;
  for (const node of data.nodes) {
    const drawn = rows.get(node.name) ?? row(node.name);
    rows.set(node.name, drawn);
    drawn.item.dataset.state = node.state;
    drawn.item.title = node.name + ' ' + STATES[node.state];
    drawn.seats.textContent = doing(node);
    const action = node.state === 'ENDED' ? 'start' : 'kill';
    drawn.button.dataset.action = action;
    drawn.button.textContent = action === 'start' ? 'Start' : 'Kill';
    drawn.button.setAttribute('aria-label', drawn.button.textContent + ' ' + node.name);
  }
  document.getElementById('node-events').replaceChildren(...data.events.slice(0, SHOWN_EVENTS).map((text, i) =>
    make('span', i === 0 ? 'node-event is-newest' : 'node-event', text)));
}
