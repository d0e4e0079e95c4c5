// Addresses are hash routes, such as #/nodes/3/config?from=12&to=14. Every filter and sort is in the address.

export function currentRoute() {
  const hash = location.hash.startsWith('#/') ? location.hash.slice(2) : '';
  const [path, query = ''] = hash.split('?');
  return { path: path.split('/').filter(Boolean).map(decodeURIComponent), query: new URLSearchParams(query) };
}

export function go(address) {
  location.hash = address;
}

/** Changes parts of the query and keeps the rest; a null value removes its part. The history gets no new entry. */
export function setQuery(changes) {
  const route = currentRoute();
  Object.entries(changes).forEach(([name, value]) => {
    if (value === null || value === undefined || value === '') {
      route.query.delete(name);
    } else {
      route.query.set(name, value);
    }
  });
  const query = String(route.query);
  history.replaceState(null, '', `#/${route.path.map(encodeURIComponent).join('/')}${query ? `?${query}` : ''}`);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}
