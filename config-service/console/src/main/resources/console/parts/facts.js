// A figure or a property with its name, in a <dl class="facts">.

import { html } from 'lit';

export function fact(label, value) {
  return html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
}
