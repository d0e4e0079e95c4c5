// A difference as lines: + added, - removed, ~ changed.

import { html } from 'lit';
import { t } from '../texts/en.js';

const KINDS = { '+': 'plus', '-': 'minus' };

export function differenceLines(lines) {
  return lines.length === 0
    ? html`<p class="empty">${t.config.same}</p>`
    : html`<div class="diff" tabindex="0" role="region" aria-label=${t.config.difference}>${lines.map((line) => html`<div class=${KINDS[line[0]] ?? ''}>${line}</div>`)}</div>`;
}
