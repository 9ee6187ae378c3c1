// Clicks that need no circuit, by data attribute, and focus on navigation.
import { reload } from './connection.js';

const themes = [null, 'light', 'dark'];

export function focusHeading() {
  const main = document.getElementById('main');
  main?.scrollTo(0, 0);
  scrollTo(0, 0);
  const heading = main?.querySelector('h1');
  (heading ?? main)?.focus({ preventScroll: true });
  if (main && !heading) awaitHeading(main);
}

/** A page that reads first has no heading yet. It gets the focus when it comes, unless the person went on meanwhile. */
function awaitHeading(main) {
  const came = new MutationObserver(() => {
    const heading = main.querySelector('h1');
    if (heading && document.activeElement === main) heading.focus({ preventScroll: true });
    if (heading || document.activeElement !== main) came.disconnect();
  });
  came.observe(main, { childList: true, subtree: true });
}

/** To a field that wants mending; its label comes into view with it. */
export function focusField(id) {
  const field = document.getElementById(id);
  if (!field) return;
  (field.closest('.field, .cred') ?? field).scrollIntoView({ block: 'center' });
  field.focus({ preventScroll: true });
}

export function listenForClicks() {
  document.addEventListener('click', e => {
    const at = selector => e.target.closest?.(selector);
    let hit;
    if (at('.skip')) { e.preventDefault(); document.getElementById('main').focus(); }
    if ((hit = at('[data-sheet]'))) openSheet(hit.dataset.sheet);
    if (at('[data-theme-switch]')) nextTheme();
    if ((hit = at('[data-copy]'))) copy(hit);
    if (at('[data-reload]')) reload();
    // Going somewhere closes what covered the page; a click beside a sheet closes it as well.
    if (at('a[href]')) { at('dialog')?.close(); hidePopover(at('[popover]')); }
    if (e.target.matches?.('dialog.sheet')) e.target.close();
  });
}

/** After a stop the page asks why. */
export function askWhy() {
  if (location.hash !== '#stop') return;
  history.replaceState(history.state, '', location.pathname + location.search);
  openSheet('stop');
}

const openSheet = id => openDialog(document.getElementById(id));

export function openDialog(dialog) {
  if (!dialog || dialog.open) return;
  dialog.showModal();
  // Not on «Close», which comes first: on what is asked, or on the first answer.
  (dialog.querySelector('[autofocus]') ?? dialog.querySelector(':is(input:not([type="hidden"]), textarea, select), footer button'))?.focus();
}

export const closeDialog = dialog => dialog?.close();

function hidePopover(popover) {
  if (popover?.matches(':popover-open')) popover.hidePopover();
}

function nextTheme() {
  const now = document.documentElement.dataset.theme ?? null;
  const next = themes[(themes.indexOf(now) + 1) % themes.length];
  if (next) document.documentElement.dataset.theme = next; else delete document.documentElement.dataset.theme;
  document.cookie = `synter-theme=${next ?? ''};path=/;samesite=lax;max-age=${next ? 31_536_000 : 0}`;
}

async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copy);
  button.dataset.copied = '';
  setTimeout(() => delete button.dataset.copied, 1_500);
}
