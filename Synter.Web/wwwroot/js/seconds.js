// Times that run. The server says how many seconds there are; the browser counts on from there, so that no server is asked.
const seen = new WeakMap();

export function countSeconds() {
  setInterval(() => document.querySelectorAll('[data-seconds]').forEach(count), 1_000);
}

function count(element) {
  const said = element.dataset.seconds;
  let since = seen.get(element);
  if (since?.said !== said) seen.set(element, since = { said, at: performance.now() });
  const passed = (performance.now() - since.at) / 1_000;
  const text = words(Math.max(0, Math.floor(Number(said) + passed * Number(element.dataset.step))));
  // The text node is Blazor's: it is written to, never replaced.
  if (element.firstChild && element.firstChild.data !== text) element.firstChild.data = text;
}

/** The same words as Manner.Lasts. */
function words(seconds) {
  const two = number => String(number).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) return `${seconds} s`;
  if (minutes < 60) return `${minutes} min ${two(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
}
