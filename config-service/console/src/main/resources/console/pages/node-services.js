// The template editor: violations at their lines, and what a change would do before it is made.

import { Page, html, nothing } from '../parts/part.js';
import { confirmed, notify } from '../parts/dialog.js';
import { differenceLines } from '../parts/difference.js';
import { api, may } from '../data/api.js';
import { lineOf, positionOf, syntaxError } from '../data/json-position.js';
import { t } from '../texts/en.js';

const EXAMPLE = {
  xray: {
    inbounds: [{ tag: 'in-vless', port: 443, protocol: 'vless' }],
    outbounds: [{ tag: 'direct', protocol: 'freedom' }],
    routing: { rules: [] },
  },
};

class NodeServices extends Page {
  static properties = {
    node: { attribute: false },
    text: { state: true },
    refusal: { state: true },
    preview: { state: true },
    busy: { state: true },
  };

  async load() {
    const services = await api.get(`/admin/nodes/${this.route.path[1]}/services`);
    this.text = JSON.stringify(Object.keys(services).length === 0 ? EXAMPLE : services, null, 2);
    this.refusal = null;
    this.preview = null;
    return { isNew: Object.keys(services).length === 0 };
  }

  content({ isNew }) {
    const marks = this.#marks();
    return html`
      <p class="muted">${isNew ? t.services.isNew : t.services.intro}</p>
      <div class="split">
        <div>
          <div class="editor">
            <div class="gutter" aria-hidden="true">${this.text.split('\n').map((_, index) =>
              html`<div class=${marks.some((mark) => mark.line === index + 1) ? 'marked' : ''}>${index + 1}</div>`)}</div>
            <textarea class="json" spellcheck="false" wrap="off" aria-label=${t.services.label} aria-describedby="services-result" ?readonly=${!may('admin')}
              .value=${this.text} @input=${this.#edited} @scroll=${(event) => (this.querySelector('.gutter').scrollTop = event.target.scrollTop)}></textarea>
          </div>
          <div class="actions">
            ${may('admin') ? html`
              <button class="primary" ?disabled=${this.busy} @click=${this.#dryRun}>${t.services.dryRun}</button>
              <button ?disabled=${this.busy || !this.preview} @click=${this.#publish}>${t.services.publish}</button>` : t.problem.scope('admin')}
          </div>
        </div>
        <div id="services-result" aria-live="polite">${marks.length > 0 ? this.#violations(marks) : this.preview ? this.#preview() : html`<p class="muted">${t.services.hint}</p>`}</div>
      </div>`;
  }

  #violations(marks) {
    return html`
      <h2 class="bad">${t.services.refused(marks.length)}</h2>
      <ul>${marks.map((mark) => html`<li>
        <button class="plain" @click=${() => this.#select(mark)}>${t.services.line(mark.line)}</button> <code>${mark.field}</code> ${mark.message}</li>`)}</ul>`;
  }

  #preview() {
    const { difference, linksKept, linksLost, warnings, protocols } = this.preview;
    const lost = Object.entries(linksLost);
    return html`
      <h2>${t.services.would}</h2>
      <p>${difference.summary}</p>
      <table><thead><tr><th scope="col">${t.services.tag}</th><th scope="col" class="numeric">${t.services.kept}</th><th scope="col" class="numeric">${t.services.lost}</th></tr></thead><tbody>
        ${protocols.map((one) => html`<tr><th scope="row">${one.tag} <span class="muted">${one.protocol}${one.id === null ? `, ${t.services.fresh}` : ''}</span></th>
          <td class="numeric">${linksKept[one.tag] ?? 0}</td><td class="numeric ${linksLost[one.tag] ? 'bad' : ''}">${linksLost[one.tag] ?? 0}</td></tr>`)}
        ${lost.filter(([tag]) => !protocols.some((one) => one.tag === tag)).map(([tag, count]) =>
          html`<tr class="bad"><th scope="row">${tag} <span>${t.services.removed}</span></th><td class="numeric">0</td><td class="numeric">${count}</td></tr>`)}
      </tbody></table>
      ${warnings.length > 0 ? html`<h2>${t.services.warnings}</h2><ul>${warnings.map((one) => html`<li><code>${one.field}</code> ${one.message}</li>`)}</ul>` : nothing}
      ${differenceLines(difference.lines)}`;
  }

  /** Violations, and an error of the JSON itself, with their lines. */
  #marks() {
    const syntax = syntaxError(this.text);
    if (syntax) {
      return [{ field: t.services.json, offset: 0, ...syntax }];
    }
    return (this.refusal?.violations ?? []).map((one) => {
      const offset = positionOf(this.text, one.field);
      return { ...one, offset, line: lineOf(this.text, offset) };
    });
  }

  #select(mark) {
    const area = this.querySelector('textarea');
    const end = this.text.indexOf('\n', mark.offset);
    area.focus();
    area.setSelectionRange(mark.offset, end < 0 ? this.text.length : end);
    area.scrollTop = Math.max(0, (mark.line - 6) * 18);
  }

  #edited(event) {
    this.text = event.target.value;
    this.refusal = null;
    this.preview = null;
  }

  async #dryRun() {
    await this.#ask(async () => (this.preview = await this.#put({ dryRun: true })));
  }

  async #publish() {
    await this.#ask(async () => {
      const lost = Object.values(this.preview.linksLost).reduce((sum, count) => sum + count, 0);
      if (lost > 0 && !(await confirmed({ title: t.services.removeTitle, text: t.services.removeText(this.preview.linksLost), name: this.node.name, action: t.services.remove }))) {
        return;
      }
      const answer = await this.#put(lost > 0 ? { removeLinks: true } : {});
      notify(t.services.published(answer.revision));
      await this.reload();
    });
  }

  #put(query) {
    return api.put(`/admin/nodes/${this.node.id}/services`, this.text, query);
  }

  async #ask(action) {
    this.busy = true;
    this.refusal = null;
    try {
      await action();
      this.problem = null;
    } catch (problem) {
      this.preview = null;
      this.refusal = problem;
      this.problem = problem.violations?.length > 0 ? null : problem;
    }
    this.busy = false;
  }
}

customElements.define('nc-node-services', NodeServices);
