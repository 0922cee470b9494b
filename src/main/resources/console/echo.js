// Shows what a form would lead to while it is being filled in: the form is posted to the address in `data-echo`, which
// changes nothing, and the answer is shown in the element that `data-echo-to` names. Without it, forms work the same.
const PAUSE_MILLIS = 300;

function echo(form) {
  const target = document.getElementById(form.dataset.echoTo);
  let timer;
  let earlier = new AbortController();
  async function ask() {
    earlier.abort();
    const own = earlier = new AbortController();
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.dataset.echo, { method: 'POST', body, signal: own.signal });
      const html = await answer.text();
      // What was entered since then has an answer of its own.
      if (answer.ok && !own.signal.aborted) target.innerHTML = html;
    } catch {
      // The bot cannot be reached, or there is a newer question.
    }
  }
  for (const event of ['input', 'change']) {
    form.addEventListener(event, () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE_MILLIS);
    });
  }
}

/** While a text differs from the stored one, the buttons that would send the stored one, or discard the new one, do nothing. */
function guard(form) {
  const guarded = form.dataset.guards.split(' ').map(id => document.getElementById(id));
  const text = form.querySelector('textarea');
  const stored = form.dataset.stored.replaceAll('\r\n', '\n');
  function check() {
    const changed = text.value !== stored;
    guarded.forEach(part => part.querySelectorAll('button').forEach(button => { button.disabled = changed; }));
    document.querySelector('.unsaved').hidden = !changed;
  }
  form.addEventListener('input', check);
  check(); // a refused text, or one that the browser restored after a reload
}

document.querySelectorAll('form[data-echo]').forEach(echo);
document.querySelectorAll('form[data-guards]').forEach(guard);
