// A page is drawn before its circuit is there. What a person does meanwhile is remembered from the first moment on, which is
// why this is a plain script in the head; catch-up.js makes it good once the circuit has drawn the page anew.
(() => {
  const early = window.synterEarly = { fields: new Set(), focused: null, pressed: null, isOver: false };

  // Once the page is drawn anew the circuit hears it all. Pages outside the shell wait for no circuit.
  const isWaiting = () => !early.isOver && (document.documentElement.dataset.connection ?? 'connecting') === 'connecting' && document.getElementById('nav');

  document.addEventListener('input', e => {
    if (!isWaiting()) return;
    // The last typed comes last: of two radios chosen one after the other, the second counts.
    early.fields.delete(e.target);
    early.fields.add(e.target);
  }, true);

  document.addEventListener('focusin', e => isWaiting() && (early.focused = e.target));

  document.addEventListener('click', e => {
    if (!isWaiting()) return;
    // Links are the browser's: a navigation begun by Blazor now might end with the page it began on.
    if (e.target.closest?.('a[href]')) e.stopImmediatePropagation();
    const button = e.target.closest?.('#main button');
    early.pressed = button && early.buttonsLike(button).includes(button)
      ? { button, place: early.buttonsLike(button).indexOf(button) }
      : null;
  });

  // A form that only the circuit could take is held back; a real one posts.
  document.addEventListener('submit', e => isWaiting() && e.target.method !== 'post' && e.preventDefault());

  // Forms that post need no circuit, and a decision is never repeated by script.
  early.buttonsLike = button => [...document.querySelectorAll('#main button')]
    .filter(other => other.textContent.trim() === button.textContent.trim() && !other.closest('form[method="post"]'));
})();
