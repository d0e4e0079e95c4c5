// Subscriptions: those that are limited, near their limit, or about to expire.

import { html } from '../parts/part.js';
import { ListPage } from '../parts/list-page.js';
import { setQuery } from '../parts/router.js';
import { chips } from '../parts/chips.js';
import { subscriptionTable } from '../parts/subscription-table.js';
import { t } from '../texts/en.js';

const SOON = 7 * 86_400_000;

class Subscriptions extends ListPage {
  member = 'subscriptions';

  path() {
    return '/admin/subscriptions';
  }

  filters() {
    const query = this.route.query;
    return {
      q: query.get('q'),
      status: query.get('status'),
      nearLimit: query.get('near'),
      expiresBefore: query.get('soon') ? new Date(Math.ceil((Date.now() + SOON) / 3_600_000) * 3_600_000).toISOString() : null,
    };
  }

  content({ rows }) {
    const query = this.route.query;
    const toggle = (name, text) => html`<button class="chip" aria-pressed=${query.get(name) === 'true'}
      @click=${() => setQuery({ [name]: query.get(name) ? null : 'true' })}>${text}</button>`;
    return html`
      <h1>${t.nav.subscriptions}</h1>
      <div class="filters">
        <input type="search" placeholder=${t.subscriptions.search} aria-label=${t.subscriptions.search} .value=${query.get('q') || ''}
          @input=${(event) => this.whenTyped(() => setQuery({ q: event.target.value }))}>
        ${chips(t.users.state, 'status', ['active', 'limited', 'expired', 'disabled'], query, (word) => t.states[word])}
        ${toggle('near', t.subscriptions.near)} ${toggle('soon', t.subscriptions.soon)}
      </div>
      ${subscriptionTable(rows)}
      ${this.moreButton()}`;
  }
}

customElements.define('nc-subscriptions', Subscriptions);
