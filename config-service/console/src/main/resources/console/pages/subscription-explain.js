// Why a counter has its value: the reports and corrections that made it, and a correction with its dry run.

import { Page, html, nothing } from '../parts/part.js';
import { setQuery } from '../parts/router.js';
import { fact } from '../parts/facts.js';
import { notify, values } from '../parts/dialog.js';
import { fieldError } from '../parts/problem.js';
import { api, may } from '../data/api.js';
import { bytes, time } from '../data/format.js';
import { t } from '../texts/en.js';
import '../parts/table.js';

const DAY = 86_400_000;
const KINDS = ['revert', 'scale'];

class SubscriptionExplain extends Page {
  static properties = { names: { attribute: false }, tried: { state: true }, refused: { state: true } };

  loadKey() {
    return `${this.route.path[1]}/${this.route.query.get('days')}`;
  }

  async load() {
    const days = Number(this.route.query.get('days')) || 1;
    const today = Math.floor(Date.now() / DAY) * DAY;
    const [from, to] = [new Date(today - (days - 1) * DAY).toISOString(), new Date(today + DAY).toISOString()];
    this.tried = null;
    return api.get('/admin/usage/audit', { subscriptionId: this.route.path[1], from, to, by: 'minute', limit: 50 });
  }

  content(audit) {
    const difference = audit.difference ? Number(audit.difference.bytesUp) + Number(audit.difference.bytesDown) : null;
    const days = this.route.query.get('days') || '1';
    return html`
      <div class="chips" role="group" aria-label=${t.usage.step}>${['1', '7', '30'].map((one) => html`
        <button class="chip" aria-pressed=${days === one} @click=${() => setQuery({ days: one })}>${t.explain.days(one)}</button>`)}</div>
      <dl class="facts">
        ${fact(t.explain.counter, audit.counter ? total(audit.counter) : '–')}
        ${fact(t.explain.explained, total(audit.explained))}
        ${fact(t.explain.difference, html`<span class=${difference ? 'bad' : 'good'}>${difference === null ? '–' : bytes(difference)}</span>`)}
        ${fact(t.explain.billed, bytes(Math.round(Number(audit.explained.billedBytes))))}
      </dl>
      <h2>${t.explain.reports}</h2>
      <nc-table .label=${t.explain.reports} .rows=${audit.reports} .empty=${t.usage.none} .columns=${[
        { id: 'at', label: t.explain.received, cell: (row) => time(row.receivedAt) },
        { id: 'node', label: t.users.node, cell: (row) => this.names.get(row.nodeId) ?? `#${row.nodeId}` },
        { id: 'bytes', label: t.explain.bytes, numeric: true, cell: total },
        { id: 'entries', label: t.explain.entries, numeric: true, cell: (row) => row.entries.length },
        { id: 'repeat', label: t.explain.counts, cell: (row) => (row.repeatOf ? t.explain.repeat : t.yes) },
        { id: 'place', label: t.explain.place, cell: (row) => html`<code>${row.topic}-${row.partition} @ ${row.offset}</code>` },
      ]}></nc-table>
      ${audit.next ? html`<p class="muted">${t.explain.more}</p>` : nothing}
      ${audit.corrections.length > 0 ? html`<h2>${t.explain.corrections}</h2><ul>${audit.corrections.map((one) => html`
        <li>${time(one.decidedAt)}: ${one.kind}, ${one.reason} (${one.author})</li>`)}</ul>` : nothing}
      ${may('operate') ? this.#correct(audit) : nothing}`;
  }

  #correct(audit) {
    const nodes = [...new Set(audit.reports.map((report) => report.nodeId))];
    if (nodes.length === 0) {
      return nothing;
    }
    return html`
      <h2>${t.explain.correct}</h2>
      <p class="muted">${t.explain.correctText}</p>
      <form class="fields" @submit=${(event) => this.#try(event, audit)} @input=${() => (this.tried = null)}>
        <label>${t.users.node}<select name="nodeId">${nodes.map((id) => html`<option value=${id}>${this.names.get(id) ?? `#${id}`}</option>`)}</select></label>
        <label>${t.explain.kind}<select name="kind">${KINDS.map((kind) => html`<option value=${kind}>${t.explain.kinds[kind]}</option>`)}</select></label>
        <label>${t.explain.factor}<input name="factor" type="number" step="any" min="0">${fieldError(this.refused, 'factor')}</label>
        <label>${t.explain.reason}<input name="reason" required maxlength="500">${fieldError(this.refused, 'reason')}</label>
        <label>${t.explain.author}<input name="author" required maxlength="100">${fieldError(this.refused, 'author')}</label>
        <button class="primary">${t.explain.tryIt}</button>
        ${this.tried ? this.#effect() : nothing}
      </form>`;
  }

  #effect() {
    const { before, after, rows } = this.tried.answer;
    return html`<div role="status">
      <p>${t.explain.effect(rows, total(before), total(after))}</p>
      <button type="button" class="danger" @click=${this.#order}>${t.explain.order}</button></div>`;
  }

  async #try(event, audit) {
    event.preventDefault();
    const terms = values(event.target);
    const wish = {
      ...terms, nodeId: Number(terms.nodeId), factor: terms.kind === 'scale' ? Number(terms.factor) : null,
      subscriptionId: audit.subscriptionId, from: audit.from, to: audit.to,
    };
    this.refused = null;
    await this.#refusable(async () => (this.tried = { wish, answer: await api.post('/admin/usage/corrections', { ...wish, dryRun: true }) }));
  }

  async #order() {
    await this.#refusable(async () => {
      const made = await api.post('/admin/usage/corrections', this.tried.wish);
      notify(t.explain.ordered(made.id));
      await this.reload();
    });
  }

  async #refusable(action) {
    await this.attempt(async () => {
      try {
        await action();
      } catch (problem) {
        this.refused = problem;
        throw problem;
      }
    });
  }
}

function total(amount) {
  return bytes(Number(amount.bytesUp) + Number(amount.bytesDown));
}

customElements.define('nc-subscription-explain', SubscriptionExplain);
