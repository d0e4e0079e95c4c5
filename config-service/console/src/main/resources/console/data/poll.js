// The views of the event stream, read by requests.

import { api } from './api.js';

export async function pollView(view) {
  const [name, id] = view.split(':');
  switch (name) {
    case 'overview':
      return api.get('/admin/overview');
    case 'fleet':
      return byId((await api.get('/admin/fleet')).nodes);
    case 'node':
      return node(id);
    case 'pipeline':
      return pipeline((await api.get('/admin/projections')).projections);
    case 'replay':
      return api.get(`/admin/replays/${id}`);
    default:
      throw new Error(`unknown view ${view}`);
  }
}

function byId(rows) {
  return Object.fromEntries(rows.map((row) => [row.id, row]));
}

function pipeline(rows) {
  return Object.fromEntries(rows.map((row) => [`${row.name}/${row.topic}/${row.partition}`, row]));
}

async function node(id) {
  const [fleet, stats] = await Promise.all([
    api.get('/admin/fleet'),
    api.get(`/admin/nodes/${id}/runtime-status`).catch(() => null),
  ]);
  const row = fleet.nodes.find((one) => String(one.id) === id);
  return row ? { ...row, stats, online: { users: row.usersOnline, byProtocol: {} } } : {};
}
