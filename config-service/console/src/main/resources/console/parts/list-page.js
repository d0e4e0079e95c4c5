// A page with a list that the server pages: the first page, and more on demand. A subclass has path(), member and filters().

import { Page, html, nothing } from './part.js';
import { api } from '../data/api.js';
import { t } from '../texts/en.js';

const LIMIT = 100;
const SEARCH_AFTER = 250;

export class ListPage extends Page {
  #typing = 0;

  /** The query of the list: filters and order. */
  filters() {
    return {};
  }

  loadKey() {
    return JSON.stringify(this.filters());
  }

  async load() {
    return this.#page(null);
  }

  async more() {
    await this.attempt(async () => {
      const next = await this.#page(this.data.next);
      this.data = { rows: [...this.data.rows, ...next.rows], next: next.next };
    });
  }

  moreButton() {
    return this.data.next ? html`<p><button @click=${() => this.more()}>${t.more}</button></p>` : nothing;
  }

  /** Calls this after the last key, not after each. */
  whenTyped(action) {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(action, SEARCH_AFTER);
  }

  async #page(cursor) {
    const answer = await api.get(this.path(), { ...this.filters(), limit: LIMIT, cursor });
    return { rows: answer[this.member], next: answer.next };
  }
}
