// A node is added: a registration code, the command to run on the node, and its way to online.

import { Page, html } from '../parts/part.js';
import { copy, values } from '../parts/dialog.js';
import { fieldError } from '../parts/problem.js';
import { stateMark } from '../parts/state.js';
import { api } from '../data/api.js';
import { time } from '../data/format.js';
import { t } from '../texts/en.js';

class AddNode extends Page {
  static properties = { code: { state: true }, known: { state: true } };

  views() {
    return ['fleet'];
  }

  content() {
    return html`
      <h1>${t.addNode.title}</h1>
      <p class="muted">${t.addNode.intro}</p>
      ${this.code ? this.#steps() : this.#form()}`;
  }

  #form() {
    return html`
      <form class="fields" @submit=${this.#create}>
        <label>${t.addNode.minutes}<input name="expiresInMinutes" type="number" min="1" value="60">${fieldError(this.problem, 'expiresInMinutes')}</label>
        <label>${t.addNode.uses}<input name="maxUses" type="number" min="1" value="1">${fieldError(this.problem, 'maxUses')}</label>
        <button class="primary">${t.addNode.create}</button>
      </form>`;
  }

  #steps() {
    const command = `./nodecore nodes register --code ${this.code.code} --name ams-1 --ip 192.0.2.10 --port 8443 --region nl`;
    return html`
      <section class="fields">
        <p>${t.addNode.code} <code class="code">${this.code.code}</code> <button @click=${() => copy(this.code.code)}>${t.copy}</button></p>
        <p class="muted">${t.addNode.shownOnce(time(this.code.expiresAt))}</p>
        <p>${t.addNode.command}</p>
        <pre tabindex="0">${command}</pre>
        <p><button @click=${() => copy(command)}>${t.copy}</button></p>
        <p class="muted">${t.addNode.edge}</p>
        <div role="status" class="steps">${this.#progress()}</div>
      </section>`;
  }

  #progress() {
    const added = Object.values(this.live.fleet ?? {}).filter((row) => !this.known.has(row.id));
    if (added.length === 0) {
      return html`<p>${stateMark('pending')} ${t.addNode.waiting}</p>`;
    }
    return added.map((row) => html`<p>${stateMark(row.status)}
      ${row.status === 'online' ? t.addNode.online(row.name) : t.addNode.registered(row.name)} <a href="#/nodes/${row.id}">${t.addNode.open}</a></p>`);
  }

  async #create(event) {
    event.preventDefault();
    const wish = Object.fromEntries(Object.entries(values(event.target)).map(([name, value]) => [name, Number(value)]));
    await this.attempt(async () => {
      this.known = new Set(Object.values(this.live.fleet ?? {}).map((row) => row.id));
      this.code = await api.post('/admin/registration-codes', wish);
    });
  }
}

customElements.define('nc-add-node', AddNode);
