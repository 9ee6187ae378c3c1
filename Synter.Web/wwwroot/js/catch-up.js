// The circuit has drawn the page anew: what was typed before goes into the new fields, the focus where it was, and the last
// button pressed is pressed again.
import { find, nameOf, putBack, valueOf } from './drafts.js';

export function catchUp() {
  const { fields, focused, pressed, buttonsLike } = window.synterEarly;
  for (const field of fields) {
    // One that still stands is the circuit's own: it has heard already.
    if (nameOf(field) && !field.isConnected) putBack([nameOf(field), valueOf(field)]);
  }

  if (fields.has(focused)) find(nameOf(focused))?.focus({ preventScroll: true });
  if (pressed && !pressed.button.isConnected) buttonsLike(pressed.button)[pressed.place]?.click();
}
