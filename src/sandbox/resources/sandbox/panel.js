// One platform's app: the choice of person and room, the conversation, and the input line.
import { ask, attempt, dayOf } from '/assets/page.js';
import { Composer } from '/assets/composer.js';
import { draw } from '/assets/message.js';
import { Unread } from '/assets/unread.js';

const LOOKS = {
  telegram: { name: 'Telegram', bot: 'digestbot', under: 'bot', hint: 'Message, or / for commands' },
  discord: { name: 'Discord', bot: 'digestbot', under: 'APP', hint: 'Message, or / for commands' }
};
const FAULTS = [
  ['BLOCKED', 'Blocked', 'People block the bot, and groups and channels remove it, until somebody writes to it again.'],
  ['LIMITED', 'Rate limit', 'Every message is refused with 429 Too Many Requests, retry after 5 seconds. The bot waits and sends it later.'],
  ['DOWN', 'Outage', 'Every message is refused with 502 Bad Gateway. The bot retries.']
];

function make(tag, className, ...children) {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...children);
  return element;
}

export class Panel {
  constructor(platform) {
    this.platform = platform;
    this.look = LOOKS[platform.id];
    this.messages = new Map();
    this.element = make('section', 'panel ' + platform.id);
    this.element.dataset.platform = platform.id;
    this.element.setAttribute('aria-label', this.look.name);
    this.list = make('ol', 'list');
    this.log = make('div', 'log', this.list);
    this.log.setAttribute('role', 'log');
    this.log.setAttribute('aria-label', this.look.name + ' conversation');
    this.log.tabIndex = 0;
    this.composer = new Composer(this.look, {
      send: line => this.write(line),
      offered: () => ask('/offered', this.here()),
      suggested: line => ask('/suggested', { ...this.here(), line })
    });
    this.unread = new Unread(platform, (person, room) => this.choosePerson(person ?? this.person(), room));
    this.over = make('p', 'over');
    this.over.setAttribute('role', 'status');
    this.why = make('p', 'why');
    this.why.setAttribute('role', 'status');
    this.element.append(this.head(), this.why, this.log, this.over, this.composer.element);
    this.choosePerson(platform.people[0].id);
  }

  head() {
    this.people = this.select('You are', this.platform.people.map((person, i) =>
      [person.id, person.name + (i === 0 ? ' (owner)' : '')]), value => this.choosePerson(value));
    this.rooms = this.select('In', [], value => this.chooseRoom(value));
    this.faults = make('div', 'faults', make('span', 'faults-name', 'Simulate'));
    this.faults.setAttribute('role', 'group');
    this.faults.setAttribute('aria-label', 'Simulated faults on ' + this.look.name);
    for (const [fault, label, title] of FAULTS) {
      const button = make('button', 'fault', label);
      button.type = 'button';
      button.title = title;
      button.dataset.fault = fault;
      button.setAttribute('aria-pressed', 'false');
      button.addEventListener('click', () => attempt(() => ask('/fault', {
        platform: this.platform.id, fault: button.getAttribute('aria-pressed') === 'true' ? 'NONE' : fault
      })));
      this.faults.append(button);
    }
    this.title = make('h2', 'room-name');
    const avatar = make('span', 'avatar', 'd');
    avatar.setAttribute('aria-hidden', 'true');
    return make('header', 'head', make('div', 'who', avatar,
      make('div', 'names', this.title, make('p', 'under', this.look.name))),
    make('div', 'controls', this.unread.element, this.people.label, this.rooms.label, this.faults));
  }

  select(label, options, chosen) {
    const select = document.createElement('select');
    options.forEach(([value, text]) => select.append(new Option(text, value)));
    select.addEventListener('change', () => chosen(select.value));
    return { select, label: make('label', 'choice', make('span', 'choice-name', label), select) };
  }

  person() {
    return this.people.select.value;
  }

  room() {
    return this.rooms.select.value;
  }

  here() {
    return { platform: this.platform.id, person: this.person(), place: this.room() };
  }

  chosen() {
    return { person: this.person(), room: this.room() };
  }

  choosePerson(person, room) {
    this.people.select.value = person;
    const rooms = this.platform.rooms.filter(each => !each.of || each.of.id === person);
    this.rooms.select.replaceChildren(...rooms.map(each => new Option(each.name, each.place.id)));
    this.chooseRoom(rooms.some(each => each.place.id === room) ? room : rooms[0].place.id);
  }

  chooseRoom(room) {
    this.rooms.select.value = room;
    const chosen = this.platform.rooms.find(each => each.place.id === room);
    this.title.textContent = chosen.of ? this.look.bot : chosen.name;
    this.element.dataset.kind = chosen.place.kind;
    this.composer.reset();
    this.redraw();
  }

  restart(messages, chosen) {
    this.unread.forget();
    this.messages = new Map(messages.map(each => [each.place.id + ' ' + each.id, each]));
    if (chosen) {
      this.choosePerson(chosen.person, chosen.room);
    } else {
      this.redraw();
    }
  }

  isHere(message) {
    return message.place.id === this.room() && (!message.onlyFor || message.onlyFor.id === this.person());
  }

  /** The messages here as this person sees them: one that is shown in place of another stands there. */
  visible() {
    const here = [...this.messages.values()].filter(each => this.isHere(each));
    const ids = new Set(here.map(each => each.id));
    const instead = new Map(here.filter(each => each.inPlaceOf).map(each => [each.inPlaceOf, each]));
    return here.filter(each => !ids.has(each.inPlaceOf)).map(each => instead.get(each.id) || each);
  }

  redraw() {
    this.unread.seen(this.person(), this.room());
    this.list.replaceChildren();
    this.day = undefined;
    this.visible().forEach(each => this.append(each));
    this.greet();
    this.log.scrollTop = this.log.scrollHeight;
  }

  /** Shows how to begin an empty conversation. */
  greet() {
    if (this.list.children.length === 0) {
      const isPrivate = this.platform.id === 'telegram' && this.element.dataset.kind === 'PRIVATE';
      const start = make('button', 'start', isPrivate ? 'START' : '/topics');
      start.type = 'button';
      start.addEventListener('click', () => this.write(isPrivate ? this.startLine() : '/topics'));
      this.list.append(make('li', 'empty', make('p', '', 'No messages yet'), start));
    }
  }

  /** A link that starts the bot leads to the private chat of somebody who has not written to it yet. */
  startWith(payload) {
    const used = new Set([...this.messages.values()].map(each => each.place.id));
    const own = this.platform.rooms.filter(each => each.of);
    const room = own.find(each => !used.has(each.place.id)) ?? own[0];
    this.payload = payload;
    this.choosePerson(room.of.id, room.place.id);
    if (used.has(room.place.id)) this.composer.fill(this.startLine());
  }

  /** The line that START sends, once with what a link says. */
  startLine() {
    const line = this.payload ? '/start ' + this.payload : '/start';
    this.payload = '';
    return line;
  }

  append(message) {
    const day = dayOf(message.at);
    if (day !== this.day) {
      this.day = day;
      this.list.append(make('li', 'day', make('span', '', day)));
    }
    this.list.append(this.draw(message));
  }

  draw(message) {
    const drawn = draw(message, {
      me: this.person(),
      look: this.look,
      press: (number, choice) => attempt(() => ask('/press', { ...this.here(), message: message.id, number, choice }))
    });
    drawn.dataset.message = message.id;
    return drawn;
  }

  message(message) {
    const key = message.place.id + ' ' + message.id;
    const isNew = !this.messages.has(key);
    this.messages.set(key, message);
    if (!this.isHere(message)) {
      if (isNew) this.unread.add(message);
      return;
    }
    if (!this.visible().includes(message)) return;
    this.list.querySelector('.empty')?.remove();
    const atEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 120;
    const old = this.drawn(message.id) || this.drawn(message.inPlaceOf);
    if (old) {
      this.replace(old, this.draw(message));
    } else {
      this.append(message);
    }
    if (atEnd || message.author?.id === this.person()) {
      this.log.scrollTop = this.log.scrollHeight;
    }
  }

  drawn(id) {
    return id && this.list.querySelector(`[data-message="${CSS.escape(id)}"]`);
  }

  /** Keeps the focus on the pressed button, or on the element that replaces it. */
  replace(old, drawn) {
    const controls = element => [...element.querySelectorAll('button, select, a')];
    const at = controls(old).indexOf(document.activeElement);
    old.replaceWith(drawn);
    if (at >= 0) {
      const next = controls(drawn);
      next[Math.min(at, next.length - 1)]?.focus({ preventScroll: true });
    }
  }

  deleted(data) {
    this.messages.delete(data.place.id + ' ' + data.id);
    if (data.place.id === this.room()) {
      this.list.querySelector(`[data-message="${CSS.escape(data.id)}"]`)?.remove();
    }
  }

  toast(data) {
    if (data.person.id === this.person()) {
      this.over.textContent = data.text;
      clearTimeout(this.overEnds);
      this.overEnds = setTimeout(() => { this.over.textContent = ''; }, 5000);
    }
  }

  /** Follows a link that starts the bot to the private chat; other links are only shown. */
  opened(data) {
    if (data.person.id !== this.person()) {
      return;
    }
    const own = this.platform.rooms.find(each => each.of?.id === data.person.id);
    if (this.platform.id === 'telegram' && /\?start=/.test(data.url)) {
      this.chooseRoom(own.place.id);
    } else if (/^https?:\/\//.test(data.url)) {
      const link = make('a', '', data.url);
      link.href = data.url;
      link.target = '_blank';
      link.rel = 'noopener noreferrer';
      this.over.replaceChildren('Link: ', link);
    }
  }

  form(data) {
    if (data.person.id === this.person() && data.place.id === this.room()) {
      openForm(data.form, this.here());
    }
  }

  fault(fault) {
    this.element.dataset.fault = fault;
    this.why.textContent = FAULTS.find(([name]) => name === fault)?.[2] ?? '';
    this.faults.querySelectorAll('button').forEach(button =>
      button.setAttribute('aria-pressed', String(button.dataset.fault === fault)));
  }

  write(line) {
    return attempt(() => ask('/write', { ...this.here(), text: line }));
  }
}

function openForm(data, here) {
  const dialog = document.getElementById('form');
  const fields = document.getElementById('fields');
  const problem = document.getElementById('form-problem');
  document.getElementById('form-title').textContent = data.title;
  problem.textContent = '';
  fields.replaceChildren(...data.fields.map(field => {
    const name = field.label + (field.required ? ' *' : '');
    const input = document.createElement(field.tall ? 'textarea' : 'input');
    input.name = field.id;
    input.required = field.required;
    input.maxLength = field.most;
    input.placeholder = field.placeholder;
    input.value = field.text;
    const note = field.note ? [make('span', 'field-note', field.note)] : [];
    return make('label', 'field', make('span', 'field-name', name), ...note, input);
  }));
  const cancel = () => {
    dialog.close();
    attempt(() => ask('/dismiss', here));
  };
  document.getElementById('form-cancel').onclick = cancel;
  dialog.oncancel = cancel;
  dialog.querySelector('form').onsubmit = async event => {
    event.preventDefault();
    const values = {};
    for (const input of fields.querySelectorAll('input, textarea')) {
      values[input.name] = input.value;
    }
    try {
      await ask('/submit', { ...here, values });
      dialog.close();
    } catch (error) {
      problem.textContent = error.message;
    }
  };
  dialog.showModal();
  fields.querySelector('input, textarea')?.focus();
}
