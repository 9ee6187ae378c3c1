// The console's script: starts the circuit, keeps the page useful while it is gone, and does what needs no server.
import { announce } from './announce.js';
import { hushWhileDown, ready, start } from './connection.js';
import { listenForKeys } from './keyboard.js';
import { listenForMenus } from './menu.js';
import { askWhy, closeDialog, focusField, focusHeading, listenForClicks, openDialog } from './page.js';
import { listenForPasskeys } from './passkeys.js';
import { listenForDecisions } from './review.js';
import { countSeconds } from './seconds.js';
import { staySignedIn } from './stay.js';
import { showStrength } from './strength.js';

// What components call through IJSRuntime.
window.synter = { announce, closeDialog, focusField, focusHeading, openDialog, ready: () => { ready(); askWhy(); } };

listenForKeys();
listenForClicks();
listenForDecisions();
hushWhileDown();
countSeconds();
showStrength();
listenForMenus();
listenForPasskeys();

// Pages outside the shell, sign-in first of all, have no circuit.
if (document.getElementById('nav')) {
  start();
  staySignedIn();
}
