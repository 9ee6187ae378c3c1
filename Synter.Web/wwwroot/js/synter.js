// The console's script: starts the circuit, keeps the page useful while it is gone, and does what needs no server.
import { announce } from './announce.js';
import { reconnection, start } from './connection.js';
import { listenForKeys } from './keyboard.js';
import { closeDialog, focusHeading, listenForClicks, openDialog } from './page.js';
import { restoreDraft } from './drafts.js';

// What components call through IJSRuntime.
window.synter = { announce, focusHeading, openDialog, closeDialog };

listenForKeys();
listenForClicks();

if (document.getElementById('nav')) {
  start({ circuit: { reconnectionHandler: reconnection } }).then(restoreDraft);
}
