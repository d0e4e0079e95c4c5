// Dead letters: facts that could not be applied, with their cause, and applied again.

import { html, nothing } from '../parts/part.js';
import { ListPage } from '../parts/list-page.js';
import { setQuery } from '../parts/router.js';
import { stateMark } from '../parts/state.js';
import { chips } from '../parts/chips.js';
import { confirmed, notify, openDialog } from '../parts/dialog.js';
import { api, may } from '../data/api.js';
import { ago, bytes, number, time } from '../data/format.js';
import { t } from '../texts/en.js';
import '../parts/table.js';

class Letters extends ListPage {
  member = 'letters';

  path() {
    return '/admin/dead-letters';
  }

  filters() {
    return { state: this.route.query.get('state'), projection: this.route.query.get('projection') };
  }

  content({ rows, next }) {
    const query = this.route.query;
    const projection = query.get('projection');
    const waiting = rows.filter((row) => row.state === 'waiting').length;
    return html`
      <div class="filters">
        ${chips(t.users.state, 'state', ['waiting'], query, (word) => t.states[word] ?? word)}
        ${projection ? html`<button class="chip" aria-pressed="true" @click=${() => setQuery({ projection: null })}>${projection}</button>` : nothing}
        ${may('operate') && waiting > 0 ? html`<button @click=${() => this.#redriveAll(projection, next ? `${waiting}+` : number(waiting))}>${t.letters.redriveAll}</button>` : nothing}
      </div>
      <nc-table .label=${t.pipeline.tab.letters} .rows=${rows} .empty=${t.letters.none} .columns=${[
        { id: 'at', label: t.letters.kept, cell: (row) => html`<span title=${ago(row.keptAt)}>${time(row.keptAt)}</span>` },
        { id: 'state', label: t.users.state, cell: (row) => stateMark(row.state) },
        { id: 'projection', label: t.pipeline.projection, cell: (row) => row.projection },
        { id: 'place', label: t.letters.fact, cell: (row) => html`<code>${row.topic}-${row.partition} @ ${row.offset}</code>` },
        { id: 'node', label: t.users.node, numeric: true, cell: (row) => (row.nodeId ? html`<a href="#/nodes/${row.nodeId}">#${row.nodeId}</a>` : '–') },
        { id: 'cause', label: t.letters.cause, cell: (row) => html`<span class="cut" title=${row.cause}>${row.cause}</span>` },
        { id: 'acts', label: '', cell: (row) => html`
          <button class="plain" aria-label=${t.letters.showOf(row.id)} @click=${() => this.#show(row)}>${t.letters.show}</button>
          ${may('operate') && row.state === 'waiting' ? html`<button class="plain" aria-label=${t.letters.redriveOf(row.id)} @click=${() => this.#redrive(row)}>${t.letters.redrive}</button>` : nothing}` },
      ]}></nc-table>
      ${this.moreButton()}`;
  }

  async #show(row) {
    await this.attempt(async () => {
      const whole = await api.get(`/admin/dead-letters/${row.id}`);
      openDialog(t.letters.title(row.id), (close) => html`
        <p class="bad wrap">${row.cause}</p>
        <p class="muted">${t.letters.size(bytes(row.sizeBytes))} · ${t.letters.report} <code>${row.reportId ?? '–'}</code></p>
        <pre tabindex="0">${whole.value ? JSON.stringify(whole.value, null, 2) : whole.valueUnreadable ?? whole.valueBase64 ?? ''}</pre>
        <pre tabindex="0">${Object.entries(whole.headers).map(([name, value]) => `${name}: ${value}`).join('\n')}</pre>
        <div class="actions"><button @click=${close}>${t.dialog.close}</button></div>`);
    });
  }

  async #redrive(row) {
    if (await this.attempt(() => api.post(`/admin/dead-letters/${row.id}/redrive`))) {
      notify(t.letters.redriven(1));
      await this.reload();
    }
  }

  async #redriveAll(projection, count) {
    if (await confirmed({ title: t.letters.redriveAll, text: t.letters.redriveText(count, projection), action: t.letters.redrive })) {
      await this.attempt(async () => {
        const answer = await api.post('/admin/dead-letters/redrive', projection ? { projection } : {});
        notify(t.letters.redriven(answer.redriven));
        await this.reload();
      });
    }
  }
}

customElements.define('nc-letters', Letters);
