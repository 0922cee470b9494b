// Looks again whenever the bot says so, and takes over what may have changed. Without it the pages work, only still.
const parts = () => document.querySelectorAll('[data-live]');

async function look() {
  if (document.hidden) return;
  const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of parts()) {
    // What somebody is at stays as it is until they have gone on.
    if (part.contains(document.activeElement) || part.querySelector('details[open]')) continue;
    const other = fresh.getElementById(part.id);
    if (other && other.outerHTML !== part.outerHTML) part.replaceWith(document.adoptNode(other));
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
