// The revisions of a node's config: why each was published, whether it is confirmed, and what changed between two of them.

import { Page, html, nothing } from '../parts/part.js';
import { setQuery } from '../parts/router.js';
import { stateMark } from '../parts/state.js';
import { confirmed, notify } from '../parts/dialog.js';
import { differenceLines } from '../parts/difference.js';
import { api, may } from '../data/api.js';
import { ago, time } from '../data/format.js';
import { t } from '../texts/en.js';
import '../parts/table.js';

class NodeConfig extends Page {
  static properties = { node: { attribute: false }, raw: { state: true } };

  loadKey() {
    return `${this.route.path[1]}/${this.route.query.get('from')}/${this.route.query.get('to')}/${this.node.latestRevision}`;
  }

  async load() {
    const path = `/admin/nodes/${this.route.path[1]}/config`;
    const [from, to] = [this.route.query.get('from'), this.route.query.get('to')];
    const [list, difference] = await Promise.all([
      api.get(`${path}/revisions`, { limit: 100 }),
      from !== null || to !== null ? api.get(`${path}/diff`, { from, to }) : null,
    ]);
    return { ...list, difference };
  }

  content({ sync, revisions, difference }) {
    if (revisions.length === 0) {
      return html`<p class="empty">${t.config.none} <a href="#/nodes/${this.node.id}/services">${t.config.addServices}</a></p>`;
    }
    return html`
      <p>${sync.confirmedRevision === sync.latestRevision
        ? html`${stateMark('synced')} ${t.config.confirmed(sync.confirmedRevision)}`
        : html`${stateMark('pending')} ${t.config.behind(sync.confirmedRevision, sync.latestRevision, ago(sync.behindSince))}`}</p>
      ${difference ? this.#difference(difference) : nothing}
      <nc-table .label=${t.config.revisions} .rows=${revisions} .columns=${[
        { id: 'revision', label: t.config.revision, cell: (row) => row.revision },
        { id: 'confirmed', label: t.config.state, cell: (row) => (row.revision <= sync.confirmedRevision ? stateMark('synced') : stateMark('pending')) },
        { id: 'cause', label: t.config.cause, cell: (row) => row.cause },
        { id: 'at', label: t.config.published, cell: (row) => html`<span title=${ago(row.publishedAt)}>${time(row.publishedAt)}</span>` },
        { id: 'acts', label: '', cell: (row) => this.#acts(row, sync) },
      ]}></nc-table>`;
  }

  #acts(row, sync) {
    if (!may('operate')) {
      return nothing;
    }
    return html`
      <button class="plain" aria-label=${t.config.changeOf(row.revision)} @click=${() => setQuery({ from: row.revision - 1, to: row.revision })}>${t.config.change}</button>
      ${row.revision < sync.latestRevision
        ? html`<button class="plain" aria-label=${t.config.restoreOf(row.revision)} @click=${() => this.#restore(row.revision)}>${t.config.restore}</button>`
        : nothing}`;
  }

  #difference(difference) {
    return html`
      <section aria-label=${t.config.difference}>
        <div class="head"><h2>${t.config.between(difference.from.revision, difference.to.revision)}</h2>
          <button class="plain" @click=${() => setQuery({ from: null, to: null })}>${t.dialog.close}</button></div>
        <p class="muted">${difference.summary}</p>
        ${differenceLines(difference.lines)}
      </section>`;
  }

  async #restore(revision) {
    if (!(await confirmed({ title: t.config.restoreTitle(revision), text: t.config.restoreText(revision), action: t.config.restore }))) {
      return;
    }
    const path = `/admin/nodes/${this.node.id}/config/restore`;
    await this.attempt(async () => {
      try {
        await api.post(path, { revision });
      } catch (problem) {
        if (problem.reason !== 'would-remove-links' || !(await this.#mayRemove(problem.links))) {
          throw problem;
        }
        await api.post(path, { revision }, { removeLinks: true });
      }
      notify(t.config.restored(revision));
      await this.reload();
    });
  }

  #mayRemove(links) {
    return confirmed({ title: t.services.removeTitle, text: t.services.removeText(links), name: this.node.name, action: t.services.remove });
  }
}

customElements.define('nc-node-config', NodeConfig);
