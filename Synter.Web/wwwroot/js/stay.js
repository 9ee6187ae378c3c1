// An open page is a page in use: asking who we are lets the server renew the session's cookie, which the circuit's line cannot carry.
const EACH = 10 * 60_000;

export function staySignedIn() {
  setInterval(() => document.visibilityState === 'visible' && fetch('/auth/me', { credentials: 'same-origin' }).catch(() => {}), EACH);
}
