// Shows what a form would lead to while it is being filled in: the form is posted to the address in `data-echo`, which
// changes nothing, and the answer is shown in the element that `data-echo-to` names. Without it, forms work the same.
const PAUSE_MILLIS = 300;

function echo(form) {
  const target = document.getElementById(form.dataset.echoTo);
  let timer;
  let latest = 0;
  async function ask() {
    const number = ++latest;
    try {
      const answer = await fetch(form.dataset.echo, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
      // An answer to what was entered before must not replace a newer one.
      if (answer.ok && number === latest) target.innerHTML = await answer.text();
    } catch {
      // The bot cannot be reached; the form says so when it is sent.
    }
  }
  for (const event of ['input', 'change']) {
    form.addEventListener(event, () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE_MILLIS);
    });
  }
}

/** While a text differs from what is stored, the buttons that would send the stored text do nothing. */
function guard(form) {
  const guarded = document.getElementById(form.dataset.guards);
  const text = form.querySelector('textarea');
  function check() {
    const changed = text.value !== text.defaultValue;
    guarded.querySelectorAll('button').forEach(button => { button.disabled = changed; });
    guarded.querySelector('.unsaved').hidden = !changed;
  }
  form.addEventListener('input', check);
  check(); // browsers restore what was entered before a reload
}

document.querySelectorAll('form[data-echo]').forEach(echo);
document.querySelectorAll('form[data-guards]').forEach(guard);
