// The fields of a subscription's terms, and their values as the admin API takes them.

import { html } from 'lit';
import { fieldError } from './problem.js';
import { t } from '../texts/en.js';

const GIB = 1024 ** 3;

export function subscriptionForm(terms, problem) {
  return html`
    <label>${t.subscriptions.limit}<input name="limit" type="number" min="0" step="any"
      .value=${terms.trafficLimitBytes ? String(Math.round((1000 * terms.trafficLimitBytes) / GIB) / 1000) : ''}>${fieldError(problem, 'trafficLimitBytes')}</label>
    <label>${t.subscriptions.period}<select name="resetPeriod">${Object.entries(t.subscriptions.periods).map(([word, text]) =>
      html`<option value=${word} ?selected=${terms.resetPeriod === word}>${text}</option>`)}</select></label>
    <label>${t.subscriptions.expiresUtc}<input name="expiresAt" type="datetime-local" .value=${terms.expiresAt ? terms.expiresAt.slice(0, 16) : ''}>${fieldError(problem, 'expiresAt')}</label>`;
}

export function subscriptionTerms(form) {
  const [limit, expires] = [form.elements.limit.value, form.elements.expiresAt.value];
  return {
    trafficLimitBytes: limit === '' ? null : Math.round(Number(limit) * GIB),
    resetPeriod: form.elements.resetPeriod.value,
    expiresAt: expires === '' ? null : `${expires}:00Z`,
  };
}
