// Asks the browser for a passkey and posts what it gives with the page's own form. The server judges.
const options = { create: '/auth/passkeys/options', get: '/auth/passkey/options' };
const words = {
  NotAllowedError: 'Nothing came of it. Try again, or use another way.',
  InvalidStateError: 'This device has a passkey of yours already.',
};
let waiting = null;

async function ask(form) {
  const way = form.dataset.passkey;
  const token = form.elements.__RequestVerificationToken?.value ?? '';
  const answer = await fetch(options[way], { method: 'POST', credentials: 'same-origin', headers: { 'X-CSRF-Token': token } });
  if (!answer.ok) throw new Error(String(answer.status));
  const json = await answer.json();
  return way === 'create' ? PublicKeyCredential.parseCreationOptionsFromJSON(json) : PublicKeyCredential.parseRequestOptionsFromJSON(json);
}

function send(form, credential) {
  form.querySelector('input[type=hidden][name$=redential]').value = JSON.stringify(credential.toJSON());
  // Not requestSubmit: that would ask once more.
  form.submit();
}

function tell(form, error) {
  const place = form.querySelector('[data-passkey-problem]');
  place.hidden = false;
  place.querySelector('span').textContent = words[error.name] ?? 'Passkeys do not work here just now. Use another way.';
}

async function use(form) {
  waiting?.abort();
  waiting = null;
  try {
    const publicKey = await ask(form);
    send(form, form.dataset.passkey === 'create' ? await navigator.credentials.create({ publicKey }) : await navigator.credentials.get({ publicKey }));
  } catch (error) {
    tell(form, error);
  }
}

// The browser lists passkeys where the e-mail is typed; nothing is said when the person chooses none.
async function offer(form) {
  try {
    if (!await PublicKeyCredential.isConditionalMediationAvailable?.()) return;
    const mine = waiting = new AbortController();
    const publicKey = await ask(form);
    send(form, await navigator.credentials.get({ publicKey, mediation: 'conditional', signal: mine.signal }));
  } catch {
    // Taken back, or no passkey: the other ways stand.
  }
}

export function listenForPasskeys() {
  const form = document.querySelector('form[data-passkey]');
  if (!form || !window.PublicKeyCredential?.parseRequestOptionsFromJSON) return;
  form.addEventListener('submit', event => {
    event.preventDefault();
    use(form);
  });
  // Not again by itself after one that did not work.
  if (form.dataset.passkey === 'get' && form.querySelector('[data-passkey-problem]').hidden) offer(form);
}
