// The input line, which grows with its text: Enter sends it, Shift and Enter start a new line. A slash lists commands, and
// the values of their options are listed or suggested. The bot's name and words list messages of the bot to send.
let number = 0;

export class Composer {
  constructor(look, does) {
    this.does = does;
    this.id = 'composer' + number++;
    this.shown = [];
    this.at = -1;
    this.asked = 0;
    this.element = document.createElement('form');
    this.element.className = 'composer';
    this.input = document.createElement('textarea');
    this.list = document.createElement('ul');
    this.send = document.createElement('button');
    this.build(look);
  }

  build(look) {
    const set = (element, attributes) => Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    set(this.input, {
      rows: '1', 'aria-label': 'Write on ' + look.name, 'aria-autocomplete': 'list', 'aria-haspopup': 'listbox',
      'aria-controls': this.id, autocomplete: 'off', placeholder: look.hint, maxlength: '4096'
    });
    set(this.list, { id: this.id, role: 'listbox', 'aria-label': 'Commands and suggestions on ' + look.name });
    this.list.className = 'offers';
    this.list.hidden = true;
    set(this.send, { type: 'submit', 'aria-label': 'Send on ' + look.name });
    this.send.className = 'send';
    this.send.textContent = '➤';
    this.element.append(this.list, this.input, this.send);
    this.input.addEventListener('input', () => this.look());
    this.input.addEventListener('focus', () => this.look());
    this.input.addEventListener('blur', () => setTimeout(() => this.close(), 150));
    this.input.addEventListener('keydown', event => this.key(event));
    this.element.addEventListener('submit', event => {
      event.preventDefault();
      this.submit();
    });
  }

  reset() {
    this.offers = undefined;
    this.close();
  }

  async submit() {
    const line = this.input.value.trim();
    if (line) {
      this.input.value = '';
      this.close();
      await this.does.send(line);
    }
  }

  key(event) {
    if (event.isComposing || event.keyCode === 229) {
      return; // the input method handles that key
    }
    if (event.key === 'Enter' && !event.shiftKey && this.at < 0) {
      event.preventDefault();
      this.submit();
    }
    if (this.shown.length === 0) {
      return;
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      this.point((this.at + step + this.shown.length) % this.shown.length);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      this.close();
    } else if ((event.key === 'Enter' && !event.shiftKey && this.at >= 0) || (event.key === 'Tab' && !event.shiftKey && this.at >= 0)) {
      event.preventDefault();
      this.pick(this.at);
    }
  }

  async look() {
    const line = this.input.value;
    const asked = ++this.asked;
    if (!line.startsWith('/')) {
      this.close();
      return;
    }
    try {
      const found = await this.commands(line);
      if (asked === this.asked) {
        this.show(found);
      }
    } catch {
      this.close();
    }
  }

  async commands(line) {
    this.offers = this.offers || await this.does.offered();
    return this.found(line);
  }

  /** The possible completions of the line, each with the line that results from it. */
  async found(line) {
    const space = line.indexOf(' ');
    if (space < 0) {
      const typed = line.slice(1).toLowerCase();
      return this.offers.filter(each => each.name.toLowerCase().startsWith(typed)).map(each => ({
        name: '/' + each.name,
        what: each.description,
        options: each.options.map(option => option.name + (option.required ? '' : '?')).join(' '),
        line: '/' + each.name + (each.options.length > 0 ? ' ' : ''),
        isWhole: each.options.every(option => !option.required)
      }));
    }
    const offer = this.offers.find(each => '/' + each.name === line.slice(0, space));
    return offer ? this.values(offer, line, space) : [];
  }

  async values(offer, line, space) {
    const rest = line.slice(space + 1);
    const last = /(?:^|\s)([^\s":]+):("[^"]*|[^\s"]*)$/.exec(rest);
    const option = last && offer.options.find(each => each.name === last[1]);
    if (!option) {
      const word = /[^\s]*$/.exec(rest)[0].toLowerCase();
      const before = line.slice(0, line.length - word.length);
      return offer.options
        .filter(each => !rest.includes(each.name + ':') && each.name.startsWith(word))
        .map(each => ({ name: each.name, what: each.description, options: each.required ? 'required' : '', line: before + each.name + ':' }));
    }
    const typed = last[2].replace(/^"/, '').toLowerCase();
    const before = line.slice(0, line.length - last[2].length);
    const choices = option.suggested
      ? await this.does.suggested(line)
      : option.choices.filter(each => each.toLowerCase().includes(typed)).map(name => ({ name, value: name }));
    return choices.map(each => ({
      name: each.name, what: '', options: '', line: before + (/[\s"]/.test(each.value) ? '"' + each.value + '"' : each.value) + ' '
    }));
  }

  show(found) {
    this.shown = found;
    this.list.replaceChildren(...found.map((each, i) => this.offer(each, i)));
    this.list.hidden = found.length === 0;
    this.point(found.length > 0 && !this.isWhole() ? 0 : -1);
  }

  /** Tells whether the line can be sent as it is. */
  isWhole() {
    return this.input.value.endsWith(' ') || this.shown.some(each => each.isWhole && each.line.trim() === this.input.value);
  }

  offer(each, i) {
    const item = document.createElement('li');
    item.id = this.id + '-' + i;
    item.setAttribute('role', 'option');
    const part = (className, text) => {
      const span = document.createElement('span');
      span.className = className;
      span.textContent = text;
      item.append(span);
    };
    part('offer-name', each.name);
    part('offer-options', each.options);
    part('offer-what', each.what);
    item.addEventListener('mousedown', event => {
      event.preventDefault();
      this.pick(i);
    });
    return item;
  }

  point(at) {
    this.at = at;
    [...this.list.children].forEach((item, i) => item.setAttribute('aria-selected', String(i === at)));
    if (at >= 0) {
      this.input.setAttribute('aria-activedescendant', this.id + '-' + at);
      this.list.children[at].scrollIntoView({ block: 'nearest' });
    } else {
      this.input.removeAttribute('aria-activedescendant');
    }
  }

  pick(at) {
    const picked = this.shown[at];
    this.input.value = picked.line;
    this.input.focus();
    if (picked.isWhole && !picked.line.endsWith(' ')) {
      this.submit();
    } else {
      this.look();
    }
  }

  close() {
    this.asked++;
    this.shown = [];
    this.at = -1;
    this.list.hidden = true;
    this.input.removeAttribute('aria-activedescendant');
  }
}
