// All texts of the console in English. Another language is another module with the same members.

const plural = (count, one, many) => `${count} ${count === 1 ? one : many}`;

export const t = {
  loading: 'Loading',
  copied: 'Copied',
  copy: 'Copy',
  more: 'Show more',
  save: 'Save',
  add: 'Add',
  all: 'all',
  search: 'Search',
  yes: 'yes',
  no: 'no',

  app: {
    name: 'Nodecore',
    skip: 'Skip to the content',
    pages: 'Pages',
    live: 'live',
    stale: (seconds) => `${seconds} s old`,
    utc: 'UTC',
    local: 'local time',
    theme: 'Theme',
    themes: { '': 'system', light: 'light', dark: 'dark' },
    signOut: 'Sign out',
    signedInAs: (name, scope) => `${name} (${scope})`,
    help: 'Keys',
    notFound: 'There is no such page.',
    menu: 'Menu',
    keys: [
      ['/', 'search on this page'], ['g o', 'overview'], ['g n', 'nodes'], ['g u', 'users'], ['g s', 'subscriptions'], ['g p', 'pipeline'],
      ['j k', 'next and previous row'], ['Enter', 'open the row'], ['Esc', 'close'], ['?', 'this list'],
    ],
  },

  nav: {
    overview: 'Overview', nodes: 'Nodes', users: 'Users', subscriptions: 'Subscriptions', online: 'Online', pipeline: 'Pipeline',
    changes: 'Changes', system: 'System',
  },

  format: { ago: (duration) => `${duration} ago`, never: 'never' },

  states: {
    online: 'online', offline: 'offline', error: 'error', pending: 'pending', synced: 'synced', failed: 'failed', active: 'active',
    disabled: 'disabled', limited: 'limited', expired: 'expired', critical: 'critical', warning: 'warning', info: 'info',
  },

  problem: {
    reason: 'reason',
    again: 'Try again',
    body: 'request',
    scope: (needed) => `This needs a token with the scope ${needed}.`,
  },

  table: {
    empty: 'There is nothing here.',
    notShown: (count) => `${plural(count, 'row is', 'rows are')} not shown. Search or filter to find them.`,
  },

  chart: {
    empty: 'There are no reports in this time.',
    table: 'As a table',
    time: 'Time',
    unknown: (name) => `${name}: unknown.`,
    range: (name, lowest, highest, latest) => `${name}: from ${lowest} to ${highest}, now ${latest}.`,
  },

  dialog: { cancel: 'Cancel', close: 'Close', typeName: (name) => `Type ${name} to confirm` },

  signIn: {
    title: 'Sign in',
    token: 'Token',
    hint: './nodecore demo and ./nodecore up print the first token; it is also in the file .nodecore/admin-token. Elsewhere it is the value of ADMIN_TOKEN. Further tokens are made on the page System.',
    action: 'Sign in',
    wrong: 'This token is not valid.',
    tooMany: (seconds) => `Too many wrong tokens from this address. Try again in ${seconds} s.`,
    unreachable: 'The server does not answer.',
  },

  overview: {
    title: 'Overview',
    nodes: 'Nodes',
    behind: 'Configs behind',
    behindNote: 'published and not confirmed',
    usersOnline: 'Users online',
    lastDay: (count) => `${count} in the last 24 h`,
    now: 'Traffic now',
    down: 'down', up: 'up',
    today: 'Traffic today (UTC)',
    last7: '7 days', last30: '30 days',
    subscriptions: 'Subscriptions active',
    subscriptionNote: (limited, expired, near) => `${limited} limited, ${expired} expired, ${near} near the limit`,
    lag: 'Worst lag',
    noLag: 'nothing waits',
    letters: 'Dead letters waiting',
    problems: 'Problems',
    noProblems: 'No problems.',
    noNodes: 'There are no nodes yet.',
    next: 'Open',
    trafficDay: 'Traffic by hour, last 24 h',
  },

  nodes: {
    title: 'Nodes',
    add: 'Add a node',
    search: 'Search name, region or id',
    shown: (shown, all) => (shown === all ? plural(all, 'node', 'nodes') : `${shown} of ${plural(all, 'node', 'nodes')}`),
    none: 'There are no nodes yet. Add the first one with a registration code.',
    noneMatch: 'No node matches the filters.',
    columns: {
      status: 'State', name: 'Name', region: 'Region', online: 'Online', down: 'Down', up: 'Up', cpu: 'CPU', ram: 'RAM', disk: 'Disk',
      xray: 'Xray', revision: 'Revision', seen: 'Last seen', error: 'Last error',
    },
    choose: 'Columns',
    running: 'runs', stopped: 'stopped',
    behindSince: (since) => `behind for ${since}`,
    filter: { status: 'State', sync: 'Config', region: 'Region', behind: 'behind' },
  },

  addNode: {
    title: 'Add a node',
    intro: 'A node registers once with a registration code. A code has an end and a number of uses.',
    minutes: 'Valid for, minutes',
    uses: 'Uses',
    create: 'Make a code',
    code: 'Registration code',
    shownOnce: (until) => `Shown only once. Valid until ${until}.`,
    command: 'Run this on the node, with its own name and address',
    edge: 'The address of the node edge is HTTP_PORT (3000) of the gateway, not this port.',
    waiting: 'Waits for a node to register with this code…',
    registered: (name) => `${name} is registered. Waits for its first report…`,
    online: (name) => `${name} is online.`,
    open: 'Open the node',
  },

  node: {
    address: 'Address', region: 'Region', online: 'Users online', revision: 'Revision confirmed/latest', seen: 'Last seen', error: 'Error',
    tabs: 'About this node',
    tab: { now: 'Now', traffic: 'Traffic', online: 'Online', config: 'Config', services: 'Services', errors: 'Errors', settings: 'Settings' },
    range: 'Range', ranges: { '10m': '10 minutes', '24h': '24 hours', '1y': 'a year' },
    cpu: 'CPU', ram: 'Memory', disk: 'Disk', network: 'Network',
    missing: 'Redis does not answer: these are hours instead.',
    uptime: (duration) => `The machine runs for ${duration}.`,
    xrayRuns: (duration) => `Xray runs for ${duration}.`,
    xrayStopped: 'Xray is stopped.',
    xrayUnknown: 'Xray is not reported.',
  },

  usage: {
    step: 'Step', steps: { minute: 'last hour', hour: 'last 48 hours', day: 'last 30 days (UTC)' },
    byProtocol: 'Traffic by inbound', byNode: 'Traffic by node', topUsers: 'Largest users', user: 'User', none: 'No usage in this time.',
  },

  online: {
    title: 'Users online', none: 'No user is online.', protocols: 'Inbounds', seen: 'Last report', again: 'Refresh',
  },

  config: {
    none: 'No config was published for this node yet.', addServices: 'Set its services.',
    confirmed: (revision) => `The node confirmed the latest revision, ${revision}.`,
    behind: (confirmed, latest, since) => `The node confirmed revision ${confirmed}; revision ${latest} waits, the first unconfirmed one since ${since}.`,
    revisions: 'Revisions', revision: 'Revision', state: 'Confirmed', cause: 'Cause', published: 'Published',
    change: 'What changed', changeOf: (revision) => `What changed in revision ${revision}`,
    restore: 'Publish again', restoreOf: (revision) => `Publish revision ${revision} again`,
    restoreTitle: (revision) => `Publish revision ${revision} again`,
    restoreText: (revision) => `The services of revision ${revision} become a new revision, with the links of today. The node gets it at once.`,
    restored: (revision) => `The services of revision ${revision} are published again.`,
    difference: 'Difference', between: (from, to) => `From revision ${from} to ${to}`, same: 'There is no difference.',
  },

  services: {
    intro: 'The templates of this node. The clients of active subscriptions are added to their inbounds when a revision is published.',
    isNew: 'This node has no services yet. This is an example: change it and try it.',
    label: 'Services as JSON', json: 'JSON',
    dryRun: 'Show what would change', publish: 'Publish', hint: 'Nothing is published before you have seen what would change.',
    refused: (count) => plural(count, 'violation', 'violations'),
    line: (line) => `line ${line}`,
    would: 'This change would', tag: 'Inbound', kept: 'Links kept', lost: 'Links lost', fresh: 'new', removed: 'removed', warnings: 'Warnings',
    removeTitle: 'Remove links',
    removeText: (links) => `${plural(Object.values(links).reduce((sum, count) => sum + count, 0), 'link ends', 'links end')} (${Object.entries(links).map(([tag, count]) => `${tag}: ${count}`).join(', ')}). The clients that use them can no longer connect.`,
    remove: 'Remove and publish',
    published: (revision) => `Revision ${revision} is published.`,
  },

  errors: { none: 'This node reported no error.', at: 'Time', message: 'Message', code: 'Code', details: 'Details' },

  settings: {
    name: 'Name', ip: 'Address', port: 'Port', region: 'Region', domain: 'Domain', multiplier: 'Multiplier of its traffic', saved: 'Saved.',
    keys: 'Keys', keysText: 'The agent sends its key with every report.',
    rotate: 'Make a new key', rotateText: (name) => `${name} gets a new key. The old one stays valid for its grace period.`,
    newKey: 'The new key', newKeyText: (until) => `Shown only once. The old keys end at ${until}.`,
    revoke: 'Revoke all keys', revokeText: (name) => `All keys of ${name} end at once. It can no longer report or fetch its config until it gets a new key.`, revoked: 'All keys are revoked.',
    end: 'Remove the node', endText: 'Its usage and its history stay.',
    delete: 'Remove the node', deleteText: (name, links) => `${name} leaves the fleet: ${links} links end, its keys are refused. This can't be undone.`, deleted: (name) => `${name} is removed.`,
  },
};
