// One listener for every shortcut. An element that carries the keys in data-keys is clicked, a field focused; so keys work
// without a circuit, and a key without its element does nothing. Letters are off while typing and can be switched off.
const lettersOff = 'synter-letters-off';
const sequenceWithin = 1_000;
let pending = null;

export function listenForKeys() {
  document.addEventListener('keydown', onKey);
  document.addEventListener('change', e => {
    if (e.target.matches?.('[data-letters]')) localStorage.setItem(lettersOff, e.target.checked ? '' : 'yes');
  });
  document.addEventListener('toggle', e => {
    const box = e.target.querySelector?.('[data-letters]');
    if (box) box.checked = !localStorage.getItem(lettersOff);
  }, true);
}

function onKey(e) {
  if (e.defaultPrevented || e.isComposing) return;
  if (e.target.matches?.('[data-palette]') && movePalette(e)) return;
  if (staysInField(e)) e.preventDefault();

  const press = name(e);
  if (!press) return;
  const bare = !/^(ctrl|alt)\+/.test(press) && press !== 'escape' && !/^f\d+$/.test(press);
  if (bare && (isTyping(e.target) || localStorage.getItem(lettersOff) || e.repeat && press !== 'j' && press !== 'k')) return;

  const keys = pending ? `${pending} ${press}` : press;
  clearPending();
  if (act(keys, e) || act(press, e)) return;
  if (bare && document.querySelector(`[data-keys^="${CSS.escape(press)} "]`)) {
    pending = press;
    setTimeout(clearPending, sequenceWithin);
  }
}

function name(e) {
  const key = e.key.toLowerCase();
  if (['control', 'shift', 'alt', 'meta'].includes(key)) return null;
  // By its place on the board: with Alt, digits type other signs on some of them.
  if (e.altKey) return /^Digit[1-9]$/.test(e.code) && !e.ctrlKey ? `alt+${e.code.at(-1)}` : null;
  if (e.ctrlKey || e.metaKey) return `ctrl+${key}`;
  // «?» is already a shifted key; a letter tells its shift.
  return e.shiftKey && /^[a-z]$/.test(key) ? `shift+${key}` : key;
}

/** Keys that a field uses itself: Enter adds a token, arrows walk an open list. Their server side cannot prevent the default in time. */
const staysInField = e =>
  e.target.matches?.('[data-enter-stays]') && e.key === 'Enter'
  || e.target.matches?.('[data-combo]') && (['ArrowDown', 'ArrowUp'].includes(e.key) || e.key === 'Enter' && e.target.ariaExpanded === 'true');

const isTyping = target => target.matches?.('textarea, select, [contenteditable], input:not([type="checkbox"], [type="radio"], [type="button"])');

function clearPending() { pending = null; }

function act(keys, e) {
  if (moveRows(keys, e)) return true;
  // Enter opens by itself, on what has the focus.
  if (keys === 'enter') return false;
  const scope = document.querySelector('dialog[open]') ?? document;
  // Within a row a key is for the row that has the focus, and for no other.
  const row = document.activeElement?.closest('[data-row]') ?? null;
  const isMeant = element => isUsable(element) && [null, row].includes(element.closest('[data-row]'));
  const element = [...scope.querySelectorAll(`[data-keys="${CSS.escape(keys)}"]`)].find(isMeant);
  if (!element) return false;
  e.preventDefault();
  if (element.matches('input:not([type="checkbox"]), textarea, select')) element.focus(); else element.click();
  return true;
}

const isUsable = element => !element.disabled && element.getAttribute('aria-disabled') !== 'true' && (element.checkVisibility?.() ?? true);

/** j and k walk the rows of the list marked data-rows; each row's first link or button takes the focus. */
function moveRows(keys, e) {
  if (keys !== 'j' && keys !== 'k') return false;
  const stops = [...document.querySelectorAll('[data-rows] [data-row]')].map(row => row.querySelector('a[href], button') ?? row);
  if (!stops.length) return false;
  const at = stops.findIndex(stop => stop === document.activeElement || stop.closest('[data-row]').contains(document.activeElement));
  const current = at >= 0 ? at : stops.findIndex(stop => stop.closest('[aria-current]') || stop.hasAttribute('aria-current'));
  const next = keys === 'j' ? Math.min(current + 1, stops.length - 1) : Math.max(current - 1, 0);
  e.preventDefault();
  stops[next].focus();
  return true;
}

/** Arrows and Enter in the palette move over its hits without leaving the field. */
function movePalette(e) {
  if (e.key === 'Escape') { e.target.closest('dialog').close(); return true; }
  const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
  const hits = [...document.querySelectorAll('#palette-hits a')];
  // Until an arrow is pressed the first hit is the chosen one, and drawn so.
  const on = Math.max(hits.findIndex(hit => hit.classList.contains('on')), 0);
  if (e.key === 'Enter' && hits.length) { e.preventDefault(); hits[on].click(); return true; }
  if (!step || !hits.length) return false;
  e.preventDefault();
  hits[on].classList.remove('on');
  const next = hits[(on + step + hits.length) % hits.length];
  next.classList.add('on');
  next.scrollIntoView({ block: 'nearest' });
  return true;
}
