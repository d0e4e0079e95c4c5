// What an admin may change about a node itself: its profile, its keys, its end.

import { Page, html } from '../parts/part.js';
import { go } from '../parts/router.js';
import { confirmed, copy, notify, openDialog } from '../parts/dialog.js';
import { fieldError } from '../parts/problem.js';
import { api, may } from '../data/api.js';
import { number, time } from '../data/format.js';
import { t } from '../texts/en.js';

const FIELDS = ['name', 'ip', 'port', 'region', 'domain', 'multiplier'];

class NodeSettings extends Page {
  static properties = { node: { attribute: false } };

  async load() {
    return api.get(`/admin/nodes/${this.route.path[1]}`);
  }

  content(node) {
    return html`
      <form class="fields" @submit=${(event) => this.#save(event, node)}>
        ${FIELDS.map((field) => html`<label>${t.settings[field]}
          <input name=${field} .value=${String(node[field] ?? '')} aria-describedby=${`error-${field}`}>${fieldError(this.problem, field)}</label>`)}
        <button class="primary">${t.save}</button>
      </form>
      <h2>${t.settings.keys}</h2>
      <p class="muted">${t.settings.keysText}</p>
      <div class="row">
        <button @click=${() => this.#rotate(node)}>${t.settings.rotate}</button>
        <button class="danger" @click=${() => this.#revoke(node)}>${t.settings.revoke}</button>
      </div>
      <h2>${t.settings.end}</h2>
      <p class="muted">${t.settings.endText}</p>
      <button class="danger" ?hidden=${!may('admin')} @click=${() => this.#delete(node)}>${t.settings.delete}</button>`;
  }

  async #save(event, node) {
    event.preventDefault();
    const form = event.target;
    const patch = {};
    FIELDS.forEach((field) => {
      const text = form.elements[field].value.trim();
      if (text !== String(node[field] ?? '')) {
        patch[field] = text === '' ? null : field === 'port' || field === 'multiplier' ? Number(text) : text;
      }
    });
    if (await this.attempt(() => api.patch(`/admin/nodes/${node.id}`, patch))) {
      notify(t.settings.saved);
      this.dispatchEvent(new CustomEvent('nc-changed'));
      await this.reload();
    }
  }

  async #rotate(node) {
    if (await confirmed({ title: t.settings.rotate, text: t.settings.rotateText(node.name), action: t.settings.rotate })) {
      await this.attempt(async () => {
        const key = await api.post(`/admin/nodes/${node.id}/rotate-key`);
        openDialog(t.settings.newKey, (close) => html`
          <p><code class="code">${key.authKey}</code></p>
          <p class="muted">${t.settings.newKeyText(time(key.oldKeysEnd))}</p>
          <div class="actions"><button @click=${() => copy(key.authKey)}>${t.copy}</button><button @click=${close}>${t.dialog.close}</button></div>`);
      });
    }
  }

  async #revoke(node) {
    if (await confirmed({ title: t.settings.revoke, text: t.settings.revokeText(node.name), name: node.name, action: t.settings.revoke })) {
      if (await this.attempt(() => api.post(`/admin/nodes/${node.id}/revoke-key`))) {
        notify(t.settings.revoked);
      }
    }
  }

  async #delete(node) {
    const links = await api.get(`/admin/nodes/${node.id}/config`).then((config) => Object.keys({ ...config.clientMap, ...config.mtprotoClientMap }).length).catch(() => null);
    if (await confirmed({ title: t.settings.delete, text: t.settings.deleteText(node.name, number(links)), name: node.name, action: t.settings.delete })) {
      if (await this.attempt(() => api.delete(`/admin/nodes/${node.id}`))) {
        notify(t.settings.deleted(node.name));
        go('#/nodes');
      }
    }
  }
}

customElements.define('nc-node-settings', NodeSettings);
