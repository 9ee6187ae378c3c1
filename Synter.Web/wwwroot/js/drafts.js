// What a person typed outlives a reload that we ask for: fields are kept by id for this path and put back once the page is
// live again. Passwords are never kept.
const key = () => 'synter-draft:' + location.pathname;
const fields = () => [...document.querySelectorAll('#main :is(input, textarea, select)[id]:not([type="password"], [type="file"])')];
const typed = new Set();

addEventListener('input', e => e.target.id && typed.add(e.target.id), true);
addEventListener('submit', () => typed.clear(), true);

export const isTyped = () => fields().some(field => typed.has(field.id));

export function keepDraft() {
  const kept = fields().filter(field => typed.has(field.id)).map(field => [field.id, isTick(field) ? field.checked : field.value]);
  if (kept.length) sessionStorage.setItem(key(), JSON.stringify(kept));
}

export function restoreDraft() {
  const kept = sessionStorage.getItem(key());
  if (!kept) return;
  sessionStorage.removeItem(key());
  for (const [id, value] of JSON.parse(kept)) {
    const field = document.getElementById(id);
    if (!field) continue;
    if (isTick(field)) field.checked = value; else field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }
}

const isTick = field => field.type === 'checkbox' || field.type === 'radio';
