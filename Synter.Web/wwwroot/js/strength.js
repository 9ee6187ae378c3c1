// Says, while a new password is typed, how long it would hold. The server judges; this only helps.
const words = { short: n => `${n} more`, weak: () => 'Weak: it repeats itself.', fair: () => 'Fair.', good: () => 'Strong.' };

function judge(text) {
  const signs = [...text];
  const least = 12;
  if (signs.length < least) return ['weak', words.short(least - signs.length)];
  const different = new Set(signs.map(s => s.toLowerCase())).size;
  if (different < 6) return ['weak', words.weak()];
  return signs.length >= 16 && different >= 9 ? ['good', words.good()] : ['fair', words.fair()];
}

export function showStrength() {
  document.addEventListener('input', event => {
    const place = document.getElementById(event.target.dataset?.strength ?? '');
    if (!place) return;
    const [level, text] = event.target.value ? judge(event.target.value) : ['', ''];
    place.className = level && `strength-${level}`;
    place.textContent = text;
  });
}
