// Dialogs: a question before something is destroyed, and a frame for forms.

import { html, nothing, render } from 'lit';
import { t } from '../texts/en.js';

/**
 * Asks before something destructive: says in numbers what will happen, and wants the name typed. Resolves to whether it was confirmed.
 *
 * @param name what has to be typed; none if absent
 */
export function confirmed({ title, text, name, action }) {
  return new Promise((resolve) => {
    const dialog = openDialog(title, (close) => {
      const typed = (event) => (dialog.querySelector('.danger').disabled = Boolean(name) && event.target.value !== name);
      return html`
        <p>${text}</p>
        ${name ? html`<label>${t.dialog.typeName(name)}<input autocomplete="off" @input=${typed}></label>` : nothing}
        <div class="actions">
          <button class="danger" ?disabled=${Boolean(name)} @click=${() => { resolve(true); close(); }}>${action}</button>
          <button @click=${close}>${t.dialog.cancel}</button>
        </div>`;
    });
    dialog.addEventListener('close', () => resolve(false));
  });
}

/** Opens a dialog with this content; content gets the function that closes it. */
export function openDialog(title, content) {
  const dialog = document.createElement('dialog');
  dialog.setAttribute('aria-label', title);
  document.body.append(dialog);
  const close = () => dialog.close();
  dialog.addEventListener('close', () => setTimeout(() => dialog.remove()));
  render(html`<h2>${title}</h2>${content(close)}`, dialog);
  dialog.showModal();
  return dialog;
}

/** The values of a form's fields by name; empty texts are absent. */
export function values(form) {
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value !== ''));
}

export async function copy(text) {
  await navigator.clipboard.writeText(text);
  notify(t.copied);
}

/** Shows a short message at the edge of the window, which screen readers read. */
export function notify(message) {
  window.dispatchEvent(new CustomEvent('nc-notice', { detail: message }));
}
