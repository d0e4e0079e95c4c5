// Users: search, state, and who is online.

import { html, nothing } from '../parts/part.js';
import { ListPage } from '../parts/list-page.js';
import { go, setQuery } from '../parts/router.js';
import { stateMark } from '../parts/state.js';
import { chips } from '../parts/chips.js';
import { openDialog, values } from '../parts/dialog.js';
import { api, may } from '../data/api.js';
import { t } from '../texts/en.js';
import '../parts/table.js';

class Users extends ListPage {
  member = 'users';

  path() {
    return '/admin/users';
  }

  filters() {
    const query = this.route.query;
    return { q: query.get('q'), status: query.get('status'), online: query.get('online') };
  }

  content({ rows }) {
    const query = this.route.query;
    return html`
      <div class="head"><h1>${t.nav.users}</h1>${may('admin') ? html`<button @click=${this.#add}>${t.users.add}</button>` : nothing}</div>
      <div class="filters">
        <input type="search" placeholder=${t.users.search} aria-label=${t.users.search} .value=${query.get('q') || ''}
          @input=${(event) => this.whenTyped(() => setQuery({ q: event.target.value }))}>
        ${chips(t.users.state, 'status', ['active', 'disabled'], query, (word) => t.states[word])}
        <button class="chip" aria-pressed=${query.get('online') === 'true'} @click=${() => setQuery({ online: query.get('online') ? null : 'true' })}>${t.states.online}</button>
      </div>
      <nc-table .label=${t.nav.users} .rows=${rows} .empty=${t.users.none} .href=${(row) => `#/users/${row.id}`} .columns=${[
        { id: 'name', label: t.users.name, cell: (row) => row.name },
        { id: 'id', label: t.users.id, numeric: true, cell: (row) => row.id },
        { id: 'status', label: t.users.state, cell: (row) => stateMark(row.status) },
      ]}></nc-table>
      ${this.moreButton()}`;
  }

  #add() {
    openDialog(t.users.add, (close) => html`
      <form class="fields" @submit=${(event) => this.#create(event, close)}>
        <label>${t.users.name}<input name="name" required maxlength="200"></label>
        <button class="primary">${t.add}</button>
      </form>`);
  }

  async #create(event, close) {
    event.preventDefault();
    const wish = values(event.target);
    close();
    await this.attempt(async () => {
      const user = await api.post('/admin/users', wish);
      go(`#/users/${user.id}`);
    });
  }
}

customElements.define('nc-users', Users);
