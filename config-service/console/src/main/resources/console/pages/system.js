// Tokens, registration codes, address look-ups, and the API's own description.

import { Page, html, nothing } from '../parts/part.js';
import { confirmed, copy, notify, openDialog, values } from '../parts/dialog.js';
import { api, currentSession, may } from '../data/api.js';
import { ago, number, time } from '../data/format.js';
import { t } from '../texts/en.js';
import '../parts/table.js';

const SCOPES = ['read', 'operate', 'admin'];

class System extends Page {
  async load() {
    const [codes, enrichment, tokens, document] = await Promise.all([
      api.get('/admin/registration-codes', { limit: 100 }),
      api.get('/admin/enrichment').catch(() => null),
      may('admin') ? api.get('/admin/tokens', { limit: 100 }) : null,
      api.get('/v3/api-docs').catch(() => null),
    ]);
    return { codes: codes.codes, enrichment, tokens: tokens?.tokens, document };
  }

  content({ codes, enrichment, tokens, document }) {
    const session = currentSession();
    return html`
      <h1>${t.nav.system}</h1>
      <p>${t.system.session(session.name, session.scope, time(session.expiresAt))}</p>
      <div class="head"><h2>${t.system.tokens}</h2>${may('admin') ? html`<button @click=${this.#addToken}>${t.system.addToken}</button>` : nothing}</div>
      ${tokens ? html`<nc-table .label=${t.system.tokens} .rows=${tokens} .columns=${[
        { id: 'name', label: t.users.name, cell: (row) => row.name },
        { id: 'scope', label: t.system.scope, cell: (row) => t.system.scopes[row.scope] ?? row.scope },
        { id: 'by', label: t.system.by, cell: (row) => row.createdBy?.name ?? '–' },
        { id: 'at', label: t.system.created, cell: (row) => time(row.createdAt) },
        { id: 'acts', label: '', cell: (row) => (row.id === 0 ? nothing : html`<button class="plain bad" aria-label=${t.system.revokeOf(row.name)} @click=${() => this.#revokeToken(row)}>${t.system.revoke}</button>`) },
      ]}></nc-table>` : html`<p class="empty">${t.problem.scope('admin')}</p>`}
      <h2>${t.system.codes}</h2>
      <nc-table .label=${t.system.codes} .rows=${codes} .empty=${t.system.noCodes} .columns=${[
        { id: 'id', label: t.subscriptions.id, cell: (row) => `#${row.id}` },
        { id: 'uses', label: t.addNode.uses, numeric: true, cell: (row) => `${row.uses}/${row.maxUses}` },
        { id: 'until', label: t.system.until, cell: (row) => time(row.expiresAt) },
        { id: 'acts', label: '', cell: (row) => (may('operate') ? html`<button class="plain bad" aria-label=${t.system.revokeOf(row.id)} @click=${() => this.#revokeCode(row)}>${t.system.revoke}</button>` : nothing) },
      ]}></nc-table>
      ${enrichment ? html`<h2>${t.system.lookups}</h2>
        <p>${t.system.addresses(number(enrichment.addresses.known), number(enrichment.addresses.missing))}</p>
        <nc-table .label=${t.system.lookups} .rows=${enrichment.jobs} .empty=${t.system.noProvider} .columns=${[
          { id: 'name', label: t.system.job, cell: (row) => row.name },
          { id: 'provider', label: t.system.provider, cell: (row) => row.provider },
          { id: 'state', label: t.users.state, cell: (row) => row.state },
          { id: 'done', label: t.replays.progress, numeric: true, cell: (row) => `${number(row.done)}/${number(row.total)}` },
          { id: 'error', label: t.pipeline.error, cell: (row) => (row.lastError ? `${ago(row.lastErrorAt)}: ${row.lastError}` : '') },
        ]}></nc-table>` : nothing}
      <h2>${t.system.api}</h2>
      <p>${document ? t.system.apiText(document.info.title, Object.keys(document.paths).length) : nothing} <a href="/v3/api-docs">/v3/api-docs</a></p>`;
  }

  #addToken() {
    openDialog(t.system.addToken, (close) => html`
      <form class="fields" @submit=${(event) => this.#createToken(event, close)}>
        <label>${t.users.name}<input name="name" required maxlength="64"></label>
        <label>${t.system.scope}<select name="scope">${SCOPES.map((scope) => html`<option value=${scope}>${t.system.scopes[scope]}</option>`)}</select></label>
        <button class="primary">${t.add}</button>
      </form>`);
  }

  async #createToken(event, close) {
    event.preventDefault();
    const wish = values(event.target);
    close();
    await this.attempt(async () => {
      const made = await api.post('/admin/tokens', wish);
      openDialog(made.name, (done) => html`
        <p><code class="code">${made.token}</code></p><p class="muted">${t.system.shownOnce}</p>
        <div class="actions"><button @click=${() => copy(made.token)}>${t.copy}</button><button @click=${done}>${t.dialog.close}</button></div>`);
      await this.reload();
    });
  }

  async #revokeToken(token) {
    if (await confirmed({ title: t.system.revoke, text: t.system.revokeText(token.name), name: token.name, action: t.system.revoke })) {
      await this.#delete(`/admin/tokens/${token.id}`);
    }
  }

  async #revokeCode(code) {
    if (await confirmed({ title: t.system.revoke, text: t.system.revokeCodeText(code.maxUses - code.uses), action: t.system.revoke })) {
      await this.#delete(`/admin/registration-codes/${code.id}`);
    }
  }

  async #delete(path) {
    if (await this.attempt(() => api.delete(path))) {
      notify(t.system.revoked);
      await this.reload();
    }
  }
}

customElements.define('nc-system', System);
