// A refusal as people read it: what was wrong, the stable reason, and a way on.

import { html, nothing } from 'lit';
import { t } from '../texts/en.js';

export function problemBox(problem, again) {
  const violations = problem.violations || [];
  return html`
    <div class="problem" role="alert">
      <p><strong>${problem.reason === 'scope' ? t.problem.scope(problem.neededScope) : problem.message}</strong></p>
      ${violations.length > 0
        ? html`<ul>${violations.map((one) => html`<li><code>${one.field || t.problem.body}</code> ${one.message}</li>`)}</ul>`
        : nothing}
      <p class="muted">
        ${t.problem.reason} <code>${problem.reason || problem.name}</code>
        ${again ? html` · <button class="plain" @click=${again}>${t.problem.again}</button>` : nothing}
      </p>
    </div>`;
}

/** The message at a field of a form, connected to it by the field's aria-describedby. */
export function fieldError(problem, field) {
  const message = problem?.at?.(field);
  return message ? html`<span class="field-error" id=${`error-${field}`}>${message}</span>` : nothing;
}
