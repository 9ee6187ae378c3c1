// The circuit's state stands on <html data-connection>: connecting, live, reconnecting, offline. The style sheet shows it.
// Never an overlay: the page stays readable, what was typed stays, forms still post.
import { announce } from './announce.js';
import { catchUp, watchDrawing } from './catch-up.js';
import { isTyped, keepDraft, restoreDraft } from './drafts.js';

const quiet = 2_000;        // a blink of the network is not worth a banner
const offlineAfter = 60_000;
const pauses = [0, 500, 1_000, 2_000, 3_000, 5_000];

let down = null;            // { since, tries, gone } while there is no circuit

export function start() {
  set('connecting');
  watchDrawing();
  return Blazor.start({ circuit: { reconnectionHandler: reconnection } });
}

/** The server has drawn the page: from now on it answers. */
export function ready() {
  const isFirst = document.documentElement.dataset.connection === 'connecting';
  set('live');
  restoreDraft();
  if (isFirst) catchUp();
}

const reconnection = {
  onConnectionDown() {
    if (down) return;
    down = { since: Date.now(), tries: 0, gone: false };
    setTimeout(show, quiet);
    setTimeout(show, offlineAfter);
    retry();
  },
  onConnectionUp() {
    const waited = down && Date.now() - down.since > quiet;
    down = null;
    set('live');
    if (waited) announce('Live again.');
  },
};

/** Keeps what was typed and loads the page anew. */
export function reload() {
  keepDraft();
  location.reload();
}

/**
 * While there is no circuit, Blazor's own listeners would only throw. Ours stand before them on the document and let nothing
 * through; a form that only the circuit could take is held back, a real one posts.
 */
export function hushWhileDown() {
  const bubbling = ['input', 'change', 'click', 'keydown', 'keyup', 'mousedown', 'mouseup', 'mouseover', 'mouseout', 'focusin', 'focusout', 'submit'];
  const capturing = ['focus', 'blur', 'mouseenter', 'mouseleave', 'close', 'cancel', 'toggle', 'scroll'];
  const hush = e => {
    if (!down) return;
    if (e.type === 'submit' && e.target.method !== 'post') e.preventDefault();
    e.stopImmediatePropagation();
  };
  for (const type of bubbling) document.addEventListener(type, hush);
  for (const type of capturing) document.addEventListener(type, e => { if (down && e.target !== document) hush(e); }, true);
}

// Browsers are giving up «unload», by which Blazor tells that a page is left; a circuit that is not told holds on for minutes.
// A page that is put by for «Back» keeps it.
addEventListener('pagehide', e => e.persisted || Blazor.disconnect?.());
addEventListener('online', () => down && attempt());
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && down && attempt());

function set(state) {
  document.documentElement.dataset.connection = state;
}

function show() {
  if (!down) return;
  const age = Date.now() - down.since;
  const state = down.gone || age >= offlineAfter ? 'offline' : age >= quiet ? 'reconnecting' : null;
  if (!state || state === document.documentElement.dataset.connection) return;
  set(state);
  announce(state === 'offline' ? 'Offline. What you typed is kept.' : 'The connection dropped. Trying again.');
}

async function retry() {
  while (down && !down.gone) {
    const pause = pauses[Math.min(down.tries++, pauses.length - 1)];
    await new Promise(done => setTimeout(done, pause));
    await attempt();
  }
}

async function attempt() {
  if (!down || down.gone || down.busy) return;
  down.busy = true;
  try {
    // True: resumed, and onConnectionUp was called. False: the server is there and no longer knows this circuit.
    if (!await Blazor.reconnect() && down) {
      // Nothing typed: a fresh page loses nothing. Else the person says when.
      if (!isTyped()) { reload(); return; }
      down.gone = true;
      show();
    }
  } catch {
    // Still no way to the server; the loop goes on.
  } finally {
    if (down) down.busy = false;
  }
}
