// The counts of unread messages in other conversations, with buttons that open these.
export class Unread {
  /** @param go opens the conversation of a person and a room */
  constructor(platform, go) {
    this.platform = platform;
    this.found = new Map();
    this.element = document.createElement('button');
    this.element.type = 'button';
    this.element.className = 'elsewhere';
    this.element.addEventListener('click', () => {
      const [first] = this.found.values();
      go(first.person, first.room.place.id);
    });
    this.show();
  }

  /** Counts the bot's messages; those of people are not counted, because the user of the page wrote them. */
  add(message) {
    const room = this.platform.rooms.find(each => each.place.id === message.place.id);
    if (!room || message.author) return;
    const person = (message.onlyFor || room.of)?.id;
    const key = keyOf(person, room.place.id);
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
      const name = this.platform.people.find(each => each.id === first.person)?.name;
      this.element.textContent = first.count + ' new · ' + (name ? name + ', ' : '') + first.room.name;
    }
  }
}

function keyOf(person, room) {
  return (person ?? '') + ' ' + room;
}
