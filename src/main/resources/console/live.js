// Keeps open pages up to date, and tells the server the browser's time zone. Without it, pages work but do not update.
document.cookie = `zone=${Intl.DateTimeFormat().resolvedOptions().timeZone}; path=/; samesite=strict`;

const parts = () => document.querySelectorAll('[data-live]');

// The HTML of each live part as the server sent it.
const served = new WeakMap();
for (const part of parts()) served.set(part, part.outerHTML);

/** Makes horizontally scrollable elements, and only those, focusable. */
function markScrolling() {
  for (const each of document.querySelectorAll('.scroll')) {
    const scrolls = each.scrollWidth > each.clientWidth;
    if (scrolls === each.hasAttribute('tabindex')) continue;
    if (scrolls) {
      each.tabIndex = 0;
      each.setAttribute('role', 'region');
      each.setAttribute('aria-label', each.dataset.label);
    } else {
      for (const name of ['tabindex', 'role', 'aria-label']) each.removeAttribute(name);
    }
  }
}
markScrolling();
addEventListener('resize', markScrolling);
addEventListener('toggle', markScrolling, true);
document.fonts.ready.then(markScrolling);

// A button that is replaced between pressing and releasing it is not clicked. Some presses end without an event.
let pressed = false;
addEventListener('pointerdown', event => { pressed = event.button === 0; });
addEventListener('pointermove', event => { if (event.buttons === 0) pressed = false; });
for (const end of ['pointerup', 'pointercancel', 'contextmenu', 'blur', 'keydown']) {
  addEventListener(end, () => { pressed = false; });
}

/** A part in which the user types, chooses or unfolds something is not replaced until they have finished. */
function isInUse(part) {
  const at = document.activeElement;
  return part.querySelector('details[open]') || part.contains(at) && at.matches('input, select, textarea');
}

/** Identifies a focusable element; a table keeps its identity when its content changes. */
function nameOf(stop) {
  const of = name => stop.getAttribute(name) ?? '';
  const says = stop.classList.contains('scroll') ? '' : stop.textContent;
  return [stop.tagName, of('href'), stop.form?.getAttribute('action'), of('formaction'), of('aria-label'), says].join('|');
}

/** Puts the new part in place; the focus stays on the same link, button or table, and never moves to another. */
function replace(part, fresh) {
  const stops = element => [...element.querySelectorAll('a, button, summary, [tabindex]')];
  const at = stops(part).find(stop => stop === document.activeElement);
  const name = at && nameOf(at);
  const scrolled = [...part.querySelectorAll('.scroll')].map(each => each.scrollLeft);
  part.replaceWith(fresh);
  fresh.querySelectorAll('.scroll').forEach((each, i) => { each.scrollLeft = scrolled[i] ?? 0; });
  markScrolling();
  fresh.dispatchEvent(new Event('replaced', { bubbles: true }));
  if (at) stops(fresh).find(stop => nameOf(stop) === name)?.focus({ preventScroll: true });
}

async function look() {
  if (document.hidden || pressed) return;
  const answer = await fetch(location.href, { headers: { Accept: 'text/html', 'X-Refresh': 'automatic' } });
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  document.title = fresh.title;
  // What was said when a broadcast began is over when it ends.
  if (fresh.querySelector('[data-ended]')) document.querySelector('.alert.done')?.remove();
  for (const part of parts()) {
    const other = fresh.getElementById(part.id);
    const html = other?.outerHTML;
    if (html && html !== served.get(part) && !pressed && !isInUse(part)) {
      const adopted = document.adoptNode(other);
      served.set(adopted, html);
      replace(part, adopted);
    }
  }
}

/** Looks again and again; the bot may be temporarily unreachable. */
async function keepLooking() {
  await look().catch(() => {});
  setTimeout(keepLooking, 2000);
}

if (parts().length > 0) setTimeout(keepLooking, 2000);
