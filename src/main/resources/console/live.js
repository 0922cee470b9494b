// Looks again whenever the bot says so, and takes over what may have changed. Without it the pages work, only still.
const parts = () => document.querySelectorAll('[data-live]');

async function look() {
  if (document.hidden || document.querySelector('form :focus')) return;
  const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of parts()) {
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
