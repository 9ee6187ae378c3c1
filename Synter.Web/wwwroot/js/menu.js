// Menus are <details data-menu>: they open without script; this closes them as menus close.
export function listenForMenus() {
  document.addEventListener('click', e => {
    for (const menu of document.querySelectorAll('details[data-menu][open]')) {
      if (!menu.contains(e.target) || e.target.closest('.pick a, .pick button')) menu.open = false;
    }
  });
  document.addEventListener('keydown', e => {
    const menu = e.key === 'Escape' && document.querySelector('details[data-menu][open]');
    if (!menu) return;
    e.preventDefault();
    menu.open = false;
    menu.querySelector('summary').focus();
  }, true);
}
