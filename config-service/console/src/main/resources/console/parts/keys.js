// Keys for the whole console. They do nothing while a field has the focus.

import { go } from './router.js';

const PAGES = { o: '#/', n: '#/nodes', u: '#/users', s: '#/subscriptions', p: '#/pipeline' };
const SECOND_KEY_WITHIN = 1_500;

export function listenToKeys(showHelp) {
  let goPressedAt = 0;
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]') || event.target.matches('input, textarea, select')) {
      return;
    }
    if (Date.now() - goPressedAt < SECOND_KEY_WITHIN && PAGES[event.key]) {
      goPressedAt = 0;
      go(PAGES[event.key]);
      return;
    }
    goPressedAt = event.key === 'g' ? Date.now() : 0;
    if (event.key === '/') {
      event.preventDefault();
      document.querySelector('main input[type=search]')?.focus();
    } else if (event.key === '?') {
      showHelp();
    } else if (event.key === 'j' || event.key === 'k') {
      moveRow(event.key === 'j' ? 1 : -1);
    }
  });
}

function moveRow(by) {
  const rows = [...document.querySelectorAll('main .row-link')];
  const at = rows.indexOf(document.activeElement);
  rows[Math.max(0, Math.min(rows.length - 1, at + by))]?.focus();
}
