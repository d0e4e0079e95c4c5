// Filters as chips: several of one kind may be on, or only one; the address keeps them, separated by commas.

import { html, nothing } from 'lit';
import { setQuery } from './router.js';

/** @param single whether at most one of them is on */
export function chips(label, name, words, query, text = (word) => word, single = false) {
  if (words.length === 0) {
    return nothing;
  }
  const on = query.get(name)?.split(',') ?? [];
  return html`<span class="chips" role="group" aria-label=${label}>
    ${words.map((word) => html`<button class="chip" aria-pressed=${on.includes(word)}
      @click=${() => setQuery({ [name]: (on.includes(word) ? on.filter((one) => one !== word) : [...(single ? [] : on), word]).join(',') })}>${text(word)}</button>`)}
  </span>`;
}
