// Looks again whenever the bot says so, and takes over what may have changed. Without it the pages work, only still.
const parts = () => document.querySelectorAll('[data-live]');

// A button that is replaced between being pressed and let go is not clicked. Not every press is told the end of.
let pressed = false;
addEventListener('pointerdown', event => { pressed = event.button === 0; });
addEventListener('pointermove', event => { if (event.buttons === 0) pressed = false; });
for (const end of ['pointerup', 'pointercancel', 'contextmenu', 'blur', 'keydown']) {
  addEventListener(end, () => { pressed = false; });
}

/** What somebody is writing, choosing or reading stays as it is until they have gone on. */
function isInUse(part) {
  const at = document.activeElement;
  return part.querySelector('details[open]') || part.contains(at) && at.matches('input, select, textarea');
}

/** What a stop of the keyboard is; a table stays the same whatever comes into it. */
function nameOf(stop) {
  const of = name => stop.getAttribute(name) ?? '';
  const says = stop.classList.contains('wide') ? '' : stop.textContent;
  return [stop.tagName, of('href'), stop.form?.getAttribute('action'), of('formaction'), of('aria-label'), says].join('|');
}

/** Takes the new part over; whoever is at a link, a button or a table is at the same one afterwards, never at another. */
function replace(part, fresh) {
  const stops = element => [...element.querySelectorAll('a, button, summary, [tabindex]')];
  const at = stops(part).find(stop => stop === document.activeElement);
  const scrolled = [...part.querySelectorAll('.wide')].map(each => each.scrollLeft);
  part.replaceWith(fresh);
  fresh.querySelectorAll('.wide').forEach((each, i) => { each.scrollLeft = scrolled[i] ?? 0; });
  if (at) stops(fresh).find(stop => nameOf(stop) === nameOf(at))?.focus({ preventScroll: true });
}

async function look() {
  if (document.hidden || pressed) return;
  const answer = await fetch(location.href, { headers: { Accept: 'text/html', 'X-Refresh': 'automatic' } });
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of parts()) {
    const other = fresh.getElementById(part.id);
    if (other && other.outerHTML !== part.outerHTML && !pressed && !isInUse(part)) {
      replace(part, document.adoptNode(other));
    }
  }
}

if (parts().length > 0) {
  const events = new EventSource('/live');
  let looking = false;
  events.addEventListener('look', async () => {
    if (looking) return;
    looking = true;
    try {
      await look();
    } catch {
      // The bot is not there for a moment; the browser connects again by itself.
    } finally {
      looking = false;
    }
  });
}
