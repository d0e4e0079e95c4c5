// How much of the limit is used in this period.

import { html } from 'lit';
import { bytes } from '../data/format.js';
import { t } from '../texts/en.js';

export function quotaBar(subscription) {
  const used = Number(subscription.billedBytes);
  const limit = subscription.trafficLimitBytes;
  if (!limit) {
    return html`<span title="${used} B">${bytes(used)} <span class="muted">${t.subscriptions.noLimit}</span></span>`;
  }
  const percent = Math.min(100, Math.round((100 * used) / limit));
  return html`<span title="${used} B / ${limit} B">
    <span class="bar ${percent >= 100 ? 'full' : ''}" role="img" aria-label="${percent} %"><span .style=${`width:${percent}%`}></span></span>
    ${bytes(used)} / ${bytes(limit)}</span>`;
}
