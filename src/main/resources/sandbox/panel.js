// One platform's app: who writes where, the conversation, and the line to write in.
import { ask, attempt, dayOf } from '/assets/page.js';
import { Composer } from '/assets/composer.js';
import { draw } from '/assets/message.js';
import { Unread } from '/assets/unread.js';

const LOOKS = {
  telegram: { name: 'Telegram', bot: 'digestbot', under: 'bot', hint: 'Message, or / for commands' },
  discord: { name: 'Discord', bot: 'digestbot', under: 'APP', hint: 'Message, or / for commands' }
};
const TROUBLES = [
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
  constructor(side) {
    this.side = side;
    this.look = LOOKS[side.id];
    this.messages = new Map();
    this.element = make('section', 'panel ' + side.id);
    this.element.dataset.side = side.id;
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
    this.unread = new Unread(side, (person, room) => this.choosePerson(person ?? this.person(), room));
    this.over = make('p', 'over');
    this.over.setAttribute('role', 'status');
    this.why = make('p', 'why');
    this.why.setAttribute('role', 'status');
    this.element.append(this.head(), this.why, this.log, this.over, this.composer.element);
    this.choosePerson(side.people[0].id);
  }

  head() {
    this.people = this.select('You are', this.side.people.map((person, i) =>
      [person.id, person.name + (i === 0 ? ' (owner)' : '')]), value => this.choosePerson(value));
    this.rooms = this.select('In', [], value => this.chooseRoom(value));
    this.troubles = make('div', 'troubles', make('span', 'troubles-name', 'Simulate'));
    this.troubles.setAttribute('role', 'group');
    this.troubles.setAttribute('aria-label', 'Simulated faults on ' + this.look.name);
    for (const [trouble, label, title] of TROUBLES) {
      const button = make('button', 'trouble', label);
      button.type = 'button';
      button.title = title;
      button.dataset.trouble = trouble;
      button.setAttribute('aria-pressed', 'false');
      button.addEventListener('click', () => attempt(() => ask('/trouble', {
        side: this.side.id, trouble: button.getAttribute('aria-pressed') === 'true' ? 'NONE' : trouble
      })));
      this.troubles.append(button);
    }
    this.title = make('h2', 'room-name');
    const avatar = make('span', 'avatar', 'd');
    avatar.setAttribute('aria-hidden', 'true');
    return make('header', 'head', make('div', 'who', avatar,
      make('div', 'names', this.title, make('p', 'under', this.look.name))),
    make('div', 'controls', this.unread.element, this.people.label, this.rooms.label, this.troubles));
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
    return { side: this.side.id, person: this.person(), place: this.room() };
  }

  chosen() {
    return { person: this.person(), room: this.room() };
  }

  choosePerson(person, room) {
    this.people.select.value = person;
    const rooms = this.side.rooms.filter(each => !each.of || each.of === person);
    this.rooms.select.replaceChildren(...rooms.map(each => new Option(each.name, each.id)));
    this.chooseRoom(rooms.some(each => each.id === room) ? room : rooms[0].id);
  }

  chooseRoom(room) {
    this.rooms.select.value = room;
    const chosen = this.side.rooms.find(each => each.id === room);
    this.title.textContent = chosen.of ? this.look.bot : chosen.name;
    this.element.dataset.kind = chosen.kind;
    this.composer.reset();
    this.redraw();
  }

  restart(messages, chosen) {
    this.unread.forget();
    this.messages = new Map(messages.map(each => [each.place + ' ' + each.id, each]));
    if (chosen) {
      this.choosePerson(chosen.person, chosen.room);
    } else {
      this.redraw();
    }
  }

  isHere(message) {
    return message.place === this.room() && (!message.onlyFor || message.onlyFor === this.person());
  }

  redraw() {
    this.unread.seen(this.person(), this.room());
    this.list.replaceChildren();
    this.day = undefined;
    [...this.messages.values()].filter(each => this.isHere(each)).forEach(each => this.append(each));
    this.greet();
    this.log.scrollTop = this.log.scrollHeight;
  }

  /** An empty conversation says how it begins. */
  greet() {
    if (this.list.children.length === 0) {
      const start = make('button', 'start', this.side.id === 'telegram' ? 'START' : '/subscribe');
      start.type = 'button';
      start.addEventListener('click', () => this.write(this.side.id === 'telegram' ? '/start' : '/subscribe all'));
      this.list.append(make('li', 'empty', make('p', '', 'No messages yet'), start));
    }
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
    const key = message.place + ' ' + message.id;
    const isNew = !this.messages.has(key);
    this.messages.set(key, message);
    if (!this.isHere(message)) {
      if (isNew) this.unread.add(message);
      return;
    }
    this.list.querySelector('.empty')?.remove();
    const atEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 120;
    const old = this.list.querySelector(`[data-message="${CSS.escape(message.id)}"]`);
    if (old) {
      this.replace(old, this.draw(message));
    } else {
      this.append(message);
    }
    if (atEnd || message.author?.id === this.person()) {
      this.log.scrollTop = this.log.scrollHeight;
    }
  }

  /** The focus stays on the button that was pressed, or what stands in its place. */
  replace(old, drawn) {
    const controls = element => [...element.querySelectorAll('button, select, a')];
    const at = controls(old).indexOf(document.activeElement);
    old.replaceWith(drawn);
    if (at >= 0) {
      const next = controls(drawn);
      next[Math.min(at, next.length - 1)]?.focus({ preventScroll: true });
    }
  }

  deleted(told) {
    this.messages.delete(told.place + ' ' + told.id);
    if (told.place === this.room()) {
      this.list.querySelector(`[data-message="${CSS.escape(told.id)}"]`)?.remove();
    }
  }

  toast(told) {
    if (told.person === this.person()) {
      this.over.textContent = told.text;
      clearTimeout(this.overEnds);
      this.overEnds = setTimeout(() => { this.over.textContent = ''; }, 5000);
    }
  }

  /** A link that starts the bot leads to the private chat; others are shown, for whoever wants to go there. */
  opened(told) {
    if (told.person !== this.person()) {
      return;
    }
    const own = this.side.rooms.find(each => each.of === told.person);
    if (this.side.id === 'telegram' && /\?start=/.test(told.url)) {
      this.chooseRoom(own.id);
    } else if (/^https?:\/\//.test(told.url)) {
      const link = make('a', '', told.url);
      link.href = told.url;
      link.target = '_blank';
      link.rel = 'noopener noreferrer';
      this.over.replaceChildren('Link: ', link);
    }
  }

  form(told) {
    if (told.person === this.person() && told.place === this.room()) {
      openForm(told, this.here());
    }
  }

  trouble(trouble) {
    this.element.dataset.trouble = trouble;
    this.why.textContent = TROUBLES.find(([name]) => name === trouble)?.[2] ?? '';
    this.troubles.querySelectorAll('button').forEach(button =>
      button.setAttribute('aria-pressed', String(button.dataset.trouble === trouble)));
  }

  write(line) {
    return attempt(() => ask('/write', { ...this.here(), text: line }));
  }
}

function openForm(told, here) {
  const dialog = document.getElementById('form');
  const fields = document.getElementById('fields');
  const problem = document.getElementById('form-problem');
  document.getElementById('form-title').textContent = told.title;
  problem.textContent = '';
  fields.replaceChildren(...told.fields.map(field => {
    const input = document.createElement(field.tall ? 'textarea' : 'input');
    input.name = field.id;
    input.required = field.required;
    input.maxLength = field.most;
    input.placeholder = field.placeholder;
    return make('label', 'field', make('span', 'field-name', field.label + (field.required ? ' *' : '')), input);
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
    fields.querySelectorAll('input, textarea').forEach(input => { values[input.name] = input.value; });
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
