// Decisions are plain forms; this only makes them quicker. Opening «Approve» arms it: the yes answers after a moment, and lapses.
// Posted by fetch the page stays where it is; when that cannot be done, the form posts by itself.
import { announce } from './announce.js';

const deadTime = 300;       // a double click is one act, not two
const armedFor = 10_000;
const timers = new WeakMap();

export function listenForDecisions() {
  document.addEventListener('toggle', e => e.target.matches?.('.arm') && (e.target.open ? arm(e.target) : rest(e.target)), true);
  document.addEventListener('toggle', e => e.target.open && e.target.matches?.('[data-focus]') && e.target.querySelector('textarea, input:not([type="hidden"])').focus(), true);
  document.addEventListener('keydown', e => e.key === 'Escape' && disarmAll(e));
  document.addEventListener('submit', e => e.target.matches?.('form[data-decide]') && decide(e));
  document.addEventListener('change', e => e.target.matches?.('[data-select]') && countSelection());
  document.addEventListener('click', e => {
    if (e.target.closest?.('[data-disarm]')) disarm(e.target.closest('.arm'));
    const reason = e.target.closest?.('[data-fill]');
    if (reason) fill(document.getElementById(reason.dataset.fill), reason.textContent);
  });
  document.addEventListener('keydown', e => {
    if (e.key === 'Enter' && (e.ctrlKey || e.metaKey) && e.target.matches?.('form[data-decide] textarea')) e.target.form.requestSubmit();
  });
}

function arm(details) {
  const sentence = details.querySelector('[data-armed]');
  const field = details.querySelector('textarea, input:not([type="hidden"])');
  (field ?? sentence)?.focus();
  if (!sentence) return;
  const yes = details.querySelector('[type="submit"]');
  yes.disabled = true;
  const wake = setTimeout(() => { yes.disabled = false; }, deadTime);
  // Typing the number takes its time; a bare yes does not.
  const lapse = field ? 0 : setTimeout(() => disarm(details), armedFor);
  timers.set(details, [wake, lapse]);
}

function rest(details) {
  for (const timer of timers.get(details) ?? []) clearTimeout(timer);
}

function disarm(details) {
  if (!details?.open) return;
  const hadFocus = details.contains(document.activeElement);
  details.open = false;
  if (hadFocus) details.querySelector('summary').focus();
}

function disarmAll(e) {
  const open = [...document.querySelectorAll('.arm[open]')];
  if (!open.length) return;
  e.preventDefault();
  open.forEach(disarm);
}

async function decide(e) {
  const form = e.target;
  e.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = 'yes';
  const values = new FormData(form, e.submitter);
  let answer;
  try {
    answer = await fetch(form.action, { method: 'POST', body: values, headers: { Accept: 'application/json' } });
  } catch {
    // The network, not the server: the browser shows better than we could what is wrong.
    form.submit();
    return;
  }
  delete form.dataset.busy;
  const said = answer.headers.get('content-type')?.includes('json') ? await answer.json() : null;
  const refused = Array.isArray(said) ? said.filter(row => !row.decided) : answer.ok ? [] : [said];
  if (refused.length) say(form, refused);
  else { form.querySelector('.arm')?.removeAttribute('open'); announce('Done.'); }
  // What was decided is not selected any more.
  if (Array.isArray(said)) { document.querySelectorAll('[data-select]:checked').forEach(tick => { tick.checked = false; }); countSelection(); }
  document.getElementById('decided')?.click();
}

function say(form, refused) {
  const sentences = refused.map(problem => [problem?.message ?? problem?.detail, ...(problem?.errors ?? []).map(error => error.message)].filter(Boolean).join(' '));
  const box = form.querySelector('.refused') ?? form.appendChild(Object.assign(document.createElement('p'), { className: 'refused callout bad' }));
  box.setAttribute('role', 'alert');
  box.dataset.testid = 'refused';
  box.textContent = sentences.filter(Boolean).join(' ') || 'Nothing was decided. Load the page again.';
}

function countSelection() {
  const ticks = [...document.querySelectorAll('[data-select]:checked')];
  const changes = ticks.reduce((sum, tick) => sum + Number(tick.dataset.changes), 0);
  const words = `${changes} ${changes === 1 ? 'change' : 'changes'}`;
  document.querySelectorAll('[data-selected]').forEach(place => { place.textContent = words; });
  document.querySelectorAll('[data-selection]').forEach(list => list.replaceChildren(...ticks.map(tick => {
    const high = tick.dataset.risk === 'High' ? ' (high risk: decide it by itself)' : '';
    return Object.assign(document.createElement('li'), { textContent: tick.dataset.title + high });
  })));
}

function fill(field, text) {
  field.value = field.value ? `${field.value} ${text}` : text;
  field.focus();
}
