// Looks again whenever the bot says so, and takes over what may have changed. Without it the pages work, only still.
const parts = () => document.querySelectorAll('[data-live]');

let pressed = false;
addEventListener('pointerdown', () => { pressed = true; });
addEventListener('pointerup', () => { pressed = false; });
addEventListener('pointercancel', () => { pressed = false; });

/** What somebody is writing, choosing or reading stays as it is until they have gone on. */
function isInUse(part) {
  const at = document.activeElement;
  return part.querySelector('details[open]') || part.contains(at) && at.matches('input, select, textarea');
}

/** Takes the new part over; whoever is at a link, a button or a table is at the same one afterwards. */
function replace(part, fresh) {
  const stops = element => [...element.querySelectorAll('a, button, summary, [tabindex]')];
  const at = stops(part).indexOf(document.activeElement);
  const scrolled = [...part.querySelectorAll('.wide')].map(each => each.scrollLeft);
  part.replaceWith(fresh);
  fresh.querySelectorAll('.wide').forEach((each, i) => { each.scrollLeft = scrolled[i] ?? 0; });
  if (at >= 0) stops(fresh)[at]?.focus({ preventScroll: true });
}

async function look() {
  if (document.hidden || pressed) return;
  const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
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
