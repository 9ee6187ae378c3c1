// The circuit draws the page anew a good while before it says that it is live. At that moment already what was typed before goes into
// the new fields, the focus and the selection where they were, and the last button pressed is pressed again: the next key must find
// its field, and the next button a circuit that knows what stands in it.
import { find, nameOf, putBack, valueOf } from './drafts.js';

const early = window.synterEarly;
const drawing = new MutationObserver(() => {
  if (document.getElementById('nav') === before) return;
  early.isOver = true;
  giveBack();
});
let before = null;

export function watchDrawing() {
  before = document.getElementById('nav');
  if (before) drawing.observe(document.body, { childList: true, subtree: true });
}

/** All is drawn. What has no field by now gets none. */
export function catchUp() {
  drawing.disconnect();
  early.isOver = true;
  giveBack();
  early.fields.clear();
  press();
}

function giveBack() {
  const { fields, focused } = early;
  const isTyped = fields.has(focused);
  for (const field of fields) {
    // One that still stands is the circuit's own: it has heard already.
    if (isGone(field) && find(nameOf(field))) {
      putBack([nameOf(field), valueOf(field)]);
      fields.delete(field);
    }
  }

  if (focused && isGone(focused) && document.activeElement === document.body) focus(find(nameOf(focused)), focused, isTyped);
  if (![...fields].some(isGone)) press();
}

const isGone = field => nameOf(field) && !field.isConnected;

function focus(field, old, isTyped) {
  if (!field) return;
  early.focused = null;
  field.focus({ preventScroll: true });
  // A number's selection cannot be read; one that nobody has typed into is selected as a whole by whoever comes by keys.
  if (old.selectionStart != null) field.setSelectionRange(old.selectionStart, old.selectionEnd);
  else if (!isTyped) field.select?.();
}

function press() {
  const { pressed, buttonsLike } = early;
  const button = pressed && !pressed.button.isConnected && buttonsLike(pressed.button)[pressed.place];
  if (!button) return;
  early.pressed = null;
  button.click();
}
