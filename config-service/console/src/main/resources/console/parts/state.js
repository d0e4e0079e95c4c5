// The state of a node or of another thing: shape, colour and word, so that none of them is needed to read it.

import { html } from 'lit';
import { t } from '../texts/en.js';

const SHAPES = { good: '●', bad: '▲', off: '○', waiting: '◌' };

const KINDS = {
  online: 'good', active: 'good', synced: 'good', done: 'good', compared: 'good', swapped: 'good', open: 'good', applied: 'good', redriven: 'good',
  error: 'bad', failed: 'bad', limited: 'bad', critical: 'bad', refused: 'bad', lost: 'bad', warning: 'bad', waiting: 'bad',
  offline: 'off', disabled: 'off', expired: 'off', closed: 'off', cancelled: 'off', dropped: 'off', reverted: 'off', replaced: 'off',
};

export function stateMark(word) {
  const kind = KINDS[word] || 'waiting';
  return html`<span class="state state-${kind}"><span class="shape" aria-hidden="true">${SHAPES[kind]}</span>${t.states[word] || word}</span>`;
}
