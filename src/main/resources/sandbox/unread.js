// What came where nobody looks at the moment, and the way there.
export class Unread {
  /** go: opens a conversation, given a person and a room. */
  constructor(side, go) {
    this.side = side;
    this.found = new Map();
    this.element = document.createElement('button');
    this.element.type = 'button';
    this.element.className = 'elsewhere';
    this.element.addEventListener('click', () => {
      const [first] = this.found.values();
      go(first.person, first.room.id);
    });
    this.show();
  }

  /** Counts what the bot says; what people say is no news to whoever plays them. */
  add(message) {
    const room = this.side.rooms.find(each => each.id === message.place);
    if (!room || message.author) return;
    const person = message.onlyFor || room.of;
    const key = keyOf(person, room.id);
    this.found.set(key, { person, room, count: (this.found.get(key)?.count ?? 0) + 1 });
    this.show();
  }

  forget() {
    this.found.clear();
    this.show();
  }

  seen(person, room) {
    this.found.delete(keyOf(person, room));
    this.found.delete(keyOf(undefined, room));
    this.show();
  }

  show() {
    const [first] = this.found.values();
    this.element.hidden = !first;
    if (first) {
      const name = this.side.people.find(each => each.id === first.person)?.name;
      this.element.textContent = first.count + ' new · ' + (name ? name + ', ' : '') + first.room.name;
    }
  }
}

function keyOf(person, room) {
  return (person ?? '') + ' ' + room;
}
