// Messages as each app draws them. All text is set as text content, so that nothing a person writes becomes markup.
import { timeOf } from '/assets/page.js';

const STYLES = { BOLD: 'b', ITALIC: 'i', UNDERLINE: 'u', STRIKE: 's', CODE: 'code' };

function make(tag, className, ...children) {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...children);
  return element;
}

/** One message as an item of the conversation. */
export function draw(message, about) {
  return message.platform === 'telegram' ? telegram(message, about) : discord(message, about);
}

function telegram(message, about) {
  const isMine = message.author?.id === about.me;
  const body = make('div', 'bubble');
  if (message.author && !isMine) {
    body.append(make('p', 'author', message.author.name));
  }
  const keyboard = make('div', 'keyboard');
  items(message, body, keyboard, about);
  if (message.onlyFor) {
    body.append(make('p', 'ephemeral', '👁 Only you can see this'));
  }
  const time = make('span', 'time', (message.edited ? 'edited ' : '') + timeOf(message.at));
  if (isMine) {
    time.append(make('span', 'ticks', ' ✓✓'));
  }
  body.append(time);
  const alone = message.onlyFor ? ' is-ephemeral' : '';
  const item = make('li', 'message ' + (isMine ? 'is-mine' : 'is-theirs') + alone, body);
  if (keyboard.children.length > 0) {
    item.append(keyboard);
  }
  unfoldable(item);
  return item;
}

function discord(message, about) {
  if (message.author && message.onlyFor) {
    return make('li', 'message is-command', make('span', 'used', message.author.name + ' used '),
      make('b', 'command', plain(message)));
  }
  const name = message.author ? message.author.name : about.look.bot;
  const avatar = make('span', 'avatar' + (message.author ? ' is-person' : ''), name.slice(0, 1));
  avatar.setAttribute('aria-hidden', 'true');
  const line = make('p', 'byline', make('b', 'author', name));
  if (!message.author) {
    line.append(make('span', 'badge', '✓ APP'));
  }
  line.append(make('span', 'time', timeOf(message.at) + (message.edited ? ' (edited)' : '')));
  const body = make('div', 'body', line);
  items(message, body, body, about);
  if (message.onlyFor) {
    body.append(make('p', 'ephemeral', '👁 Only you can see this'));
  }
  const item = make('li', 'message' + (message.onlyFor ? ' is-ephemeral' : ''), avatar, body);
  unfoldable(item);
  return item;
}

function plain(message) {
  return message.rows.flatMap(row => row.spans || []).map(span => span.text).join('');
}

/** Draws the rows of a message, some of them in boxes. */
function items(message, into, controls, about) {
  let at = 0;
  for (const { from, to, accent } of message.boxes) {
    rows(message.rows.slice(at, from), into, controls, message, about);
    const drawn = make('div', 'box');
    if (accent) {
      drawn.style.setProperty('--accent', '#' + Number(accent).toString(16).padStart(6, '0'));
      drawn.classList.add('has-accent');
    }
    rows(message.rows.slice(from, to), drawn, drawn, message, about);
    into.append(drawn);
    at = Number(to);
  }
  rows(message.rows.slice(at), into, controls, message, about);
}

/** Draws rows; adjacent lines of a quote or of code form one block. Controls are placed as in the app. */
function rows(all, into, controls, message, about) {
  let block;
  for (const row of all) {
    if (row.is === 'Line' && ['QUOTE', 'FOLDED_QUOTE', 'CODE'].includes(row.kind)) {
      if (!block || block.dataset.kind !== row.kind) {
        block = make(row.kind === 'CODE' ? 'pre' : 'blockquote', row.kind === 'FOLDED_QUOTE' ? 'folded' : '');
        block.dataset.kind = row.kind;
        into.append(block);
      }
      block.append(line(row));
      continue;
    }
    block = undefined;
    switch (row.is) {
      case 'Line': into.append(line(row)); break;
      case 'Divider': into.append(make('hr', '')); break;
      case 'ButtonRow': controls.append(keys(row, about)); break;
      case 'SelectMenu': controls.append(menu(row, about)); break;
      case 'AttachedFile': into.append(row.pixels ? picture(row, message) : file(row, message)); break;
    }
  }
}

function line(row) {
  const tag = row.kind === 'HEADING' ? 'h3' : 'p';
  const drawn = make(tag, 'line' + (row.kind === 'SMALL' ? ' small' : ''));
  row.spans.forEach(each => drawn.append(span(each)));
  const text = drawn.textContent;
  if (/^\s*• /.test(text)) {
    drawn.classList.add('bullet');
  }
  if (text.trim() === '') {
    drawn.classList.add('blank');
  }
  return drawn;
}

function span(each) {
  let drawn = document.createTextNode(each.text);
  for (const style of each.styles.sort()) {
    if (style === 'SPOILER') {
      const cover = make('button', 'spoiler', drawn);
      cover.type = 'button';
      cover.setAttribute('aria-label', 'Hidden text, press to show');
      cover.addEventListener('click', () => {
        cover.classList.add('is-shown');
        cover.removeAttribute('aria-label');
      });
      drawn = cover;
    } else {
      drawn = make(STYLES[style], '', drawn);
    }
  }
  if (each.link && /^https?:\/\//i.test(each.link)) {
    const link = make('a', '', drawn);
    link.href = each.link;
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
    drawn = link;
  }
  return drawn;
}

function keys(row, about) {
  const drawn = make('div', 'keys');
  for (const key of row.buttons) {
    const button = make('button', 'key is-' + key.colour.toLowerCase(), key.label);
    button.type = 'button';
    button.dataset.number = key.number;
    button.disabled = !key.enabled;
    if (key.url) {
      button.append(make('span', 'leads', ' ↗'));
    }
    button.addEventListener('click', () => about.press(key.number, 0));
    drawn.append(button);
  }
  return drawn;
}

function menu(row, about) {
  const select = document.createElement('select');
  select.className = 'menu';
  select.dataset.number = row.number;
  select.setAttribute('aria-label', row.placeholder || 'Choose');
  const shown = new Option(row.placeholder, '');
  shown.hidden = true;
  select.append(shown, ...row.choices.map((choice, i) => new Option(choice, String(i))));
  // Otherwise arrow keys would choose the next option at once, before the person has seen the others.
  select.addEventListener('keydown', event => {
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && 'showPicker' in select) {
      event.preventDefault();
      select.showPicker();
    }
  });
  select.addEventListener('change', () => {
    about.press(row.number, Number(select.value));
    select.value = '';
  });
  return select;
}

function address(row, message) {
  return '/files/' + message.platform + '/' + row.number;
}

function picture(row, message) {
  const image = make('img', 'picture');
  image.src = address(row, message) + '?picture';
  image.alt = 'Picture ' + row.name;
  image.width = row.pixels.width;
  image.height = row.pixels.height;
  const link = make('a', 'picture-link', image);
  link.href = image.src;
  link.target = '_blank';
  link.rel = 'noopener';
  return link;
}

function file(row, message) {
  const link = make('a', 'file', make('span', 'file-mark', '📄'), make('span', 'file-name', row.name));
  link.href = address(row, message);
  link.download = row.name;
  return link;
}

/** A folded quote that has more than three lines gets a button. */
function unfoldable(item) {
  for (const quote of item.querySelectorAll('.folded')) {
    requestAnimationFrame(() => {
      if (quote.scrollHeight <= quote.clientHeight + 4) {
        return;
      }
      const more = make('button', 'unfold', '⌄');
      more.type = 'button';
      const set = isOpen => {
        quote.classList.toggle('is-open', isOpen);
        more.setAttribute('aria-expanded', String(isOpen));
        more.setAttribute('aria-label', isOpen ? 'Show less of the quote' : 'Show all of the quote');
      };
      set(false);
      more.addEventListener('click', () => set(more.getAttribute('aria-expanded') !== 'true'));
      quote.append(more);
    });
  }
}
