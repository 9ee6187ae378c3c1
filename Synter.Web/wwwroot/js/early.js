// A page is drawn before its circuit is there. What a person does meanwhile is remembered from the first moment on, which is
// why this is a plain script in the head; catch-up.js makes it good once the circuit has drawn the page anew.
(() => {
  const early = window.synterEarly = { fields: new Set(), focused: null, pressed: null, isOver: false };

  // Pages outside the shell wait for no circuit.
  const isConnecting = () => (document.documentElement.dataset.connection ?? 'connecting') === 'connecting' && document.getElementById('nav');
  // Once the page is drawn anew the circuit hears it all.
  const isWaiting = () => !early.isOver && isConnecting();

  document.addEventListener('input', e => {
    if (!isWaiting()) return;
    // The last typed comes last: of two radios chosen one after the other, the second counts.
    early.fields.delete(e.target);
    early.fields.add(e.target);
  }, true);

  document.addEventListener('focusin', e => isWaiting() && (early.focused = e.target));

  document.addEventListener('click', e => {
    // Links are the browser's until the page is live. It is drawn well before the circuit takes links over; until then Blazor
    // fetches the page as a document, whose elements replace what this one has learnt, «live» first of all.
    if (isConnecting() && e.target.closest?.('a[href]')) e.stopImmediatePropagation();
    if (!isWaiting()) return;
    const button = e.target.closest?.('#main button');
    early.pressed = button && early.buttonsLike(button).includes(button)
      ? { button, place: early.buttonsLike(button).indexOf(button) }
      : null;
  });

  // Drawing takes away what the mouse is held down on, and with it the click: whoever lets go on the like of it has clicked it.
  let held = null;
  const pressable = target => target.closest?.('a[href], #main button');
  const isLike = (one, other) => one.textContent.trim() === other.textContent.trim() && one.href === other.href;
  document.addEventListener('mousedown', e => held = isWaiting() && e.button === 0 ? pressable(e.target) : null, true);
  document.addEventListener('mouseup', e => {
    const under = pressable(e.target);
    if (held && !held.isConnected && under && isLike(under, held) && !under.closest('form[method="post"]')) under.click();
    held = null;
  }, true);

  // A form that only the circuit could take is held back; a real one posts.
  document.addEventListener('submit', e => isWaiting() && e.target.method !== 'post' && e.preventDefault());

  // Forms that post need no circuit, and a decision is never repeated by script.
  early.buttonsLike = button => [...document.querySelectorAll('#main button')]
    .filter(other => other.textContent.trim() === button.textContent.trim() && !other.closest('form[method="post"]'));
})();
