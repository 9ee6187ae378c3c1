// The document's one polite live region. It stands outside the circuit's tree, so both server and script may speak.
export function announce(text) {
  const region = document.getElementById('announcer');
  if (!region) return;
  region.textContent = '';
  // Emptied first, or the same words twice would be said once.
  requestAnimationFrame(() => { region.textContent = text; });
}
