// What a person typed outlives a reload that we ask for: fields are kept by id for this path and put back once the page is
// live again. Passwords are never kept.
const key = () => 'synter-draft:' + location.pathname;
const fields = () => [...document.querySelectorAll('#main :is(input, textarea, select):not([type="password"], [type="file"])')];
const typed = new Set();

addEventListener('input', e => nameOf(e.target) && typed.add(nameOf(e.target)), true);
addEventListener('submit', () => typed.clear(), true);

export const isTyped = () => fields().some(field => typed.has(nameOf(field)));

export function keepDraft() {
  const kept = fields().filter(field => typed.has(nameOf(field))).map(field => [nameOf(field), valueOf(field)]);
  if (kept.length) sessionStorage.setItem(key(), JSON.stringify(kept));
}

export function restoreDraft() {
  const kept = sessionStorage.getItem(key());
  if (!kept) return;
  sessionStorage.removeItem(key());
  JSON.parse(kept).forEach(putBack);
}

export function putBack([name, value]) {
  const field = find(name);
  if (!field) return;
  if (isTick(field)) field.checked = value; else field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

const isTick = field => field.type === 'checkbox' || field.type === 'radio';
export const valueOf = field => isTick(field) ? field.checked : field.value;
// Of a group of radios each has the group's name, and none an id.
export const nameOf = field => field.id || (isTick(field) && field.name ? `${field.name}=${field.value}` : null);
export const find = name => fields().find(field => nameOf(field) === name);
