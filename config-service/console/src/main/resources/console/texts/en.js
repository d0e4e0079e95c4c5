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
    disabled: 'disabled', limited: 'limited', expired: 'expired', critical: 'critical', warning: 'warning', info: 'info', waiting: 'waiting',
  },

  problem: {
    title: 'This can not be shown',
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
    byReports: 'by the reports of the last 20 s',
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
    count: (count) => `${count} users by the nodes' own counts`, first: (count) => `The first ${count} users. Choose a node to see fewer.`,
    shared: 'Look shared', sharedText: 'Users who were seen at several addresses in the last 24 hours, the most first. IPv6 addresses of one /64 count as one.',
    noneShared: 'No user was seen at several addresses.', networks: 'Networks', countries: 'Countries',
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

  users: {
    add: 'Add a user', search: 'Search name or id', none: 'There are no users that match.', name: 'Name', id: 'Id', state: 'State',
    rename: 'Rename', disable: 'Disable', enable: 'Enable', delete: 'Delete',
    disableText: (name, count) => `The links of ${plural(count, 'subscription', 'subscriptions')} of ${name} leave the configs of all nodes at once. They come back when ${name} is enabled.`,
    deleteText: (name, count) => `${name} and ${plural(count, 'subscription', 'subscriptions')} are deleted, and their links end. What was used stays in the history. This can't be undone.`,
    sessions: 'Sessions', noSessions: 'No session was reported.', started: 'Started', duration: 'Duration', node: 'Node', protocol: 'Protocol', address: 'Address',
    sessionStates: {
      open: 'connected now', closed: 'ended with an offline event', replaced: 'the user came online again without an offline event',
      lost: 'no offline event came, and the user is not online', unknown: 'presence can not be read at the moment',
    },
    addresses: 'Addresses', noAddresses: 'No address was seen.', country: 'Country', network: 'Network', type: 'Type', first: 'First seen', last: 'Last seen',
  },

  subscriptions: {
    one: 'Subscription', id: 'Id', add: 'Add a subscription', none: 'There are no subscriptions that match.', search: 'Search id or user',
    quota: 'Used in this period', noLimit: 'no limit', period: 'Period', periods: { none: 'never reset', day: 'day', week: 'week', month: 'month' },
    until: (time) => `until ${time}`, reported: 'As reported, in all', expires: 'Expires', expiresUtc: 'Expires (UTC), empty for never', limit: 'Limit in GiB, empty for none',
    near: 'near the limit', soon: 'expires in 7 days',
    tabs: 'About this subscription', tab: { links: 'Links', explain: 'Explain', terms: 'Terms' },
    link: 'Add a link', noLinks: 'There are no links. Without one, no client can connect.', copyUri: 'Copy link', copyOf: (uuid) => `Copy link ${uuid}`,
    end: 'End', endOf: (uuid) => `End link ${uuid}`, endText: (uuid) => `Link ${uuid} leaves the config of its node at once. Its clients can no longer connect.`,
    delete: 'Delete', deleteText: (count) => `The subscription and ${plural(count, 'link', 'links')} are deleted. This can't be undone.`,
  },

  explain: {
    days: (days) => (days === '1' ? 'today (UTC)' : `${days} days (UTC)`),
    counter: 'Counter', explained: 'Explained by reports', difference: 'Difference', billed: 'Billed',
    reports: 'Reports', received: 'Received', bytes: 'Bytes', entries: 'Minutes', counts: 'Counts', repeat: 'no, a repeat', place: 'Fact',
    more: 'Only the first reports are listed; the sums are over all.', corrections: 'Corrections',
    correct: 'Correct', correctText: 'A correction changes nothing that was reported: it is one more fact, with a reason and an author, and can be taken back. It applies to this subscription and the days above.',
    kind: 'What to do', kinds: { revert: 'take the usage away', scale: 'multiply the usage' }, factor: 'Factor, to multiply', reason: 'Reason', author: 'Author',
    tryIt: 'Show the effect', effect: (rows, before, after) => `${plural(rows, 'amount changes', 'amounts change')}: ${before} become ${after}.`,
    order: 'Correct', ordered: (id) => `Correction ${id} is decided.`,
  },

  pipeline: {
    tab: { projections: 'Projections', replays: 'Replays', letters: 'Dead letters' },
    equation: 'Every accepted fact is applied, repeated, a dead letter, or waits. The difference must be 0.',
    each: 'each partition', none: 'No projection has a position yet.',
    projection: 'Projection', topic: 'Topic', lag: 'Lag', waiting: 'Waiting', rate: 'Facts/s', applied: 'Applied', repeated: 'Repeated', letters: 'Dead letters', difference: 'Difference', error: 'Last error',
  },

  replays: {
    mode: 'Mode', modes: { shadow: 'beside the live rows', 'in-place': 'in place' }, node: 'Only node (id)', order: 'Order a replay', none: 'No replay was ordered.',
    id: 'Id', scope: 'Rows', progress: 'Progress', comparison: 'Comparison', equal: 'equal', differs: 'differs', requested: 'Ordered',
    title: (id) => `Replay ${id}`, eta: (time) => `about ${time} left`, table: 'Table', live: 'Live rows', replayed: 'Replayed rows', changed: 'Rows that differ', checksum: 'Checksum',
    first: (table) => `First differences of ${table}`, wanted: 'Ordered.',
    inPlaceText: (projection) => `The rows of ${projection} are replaced as soon as they are replayed, and the old ones are not kept.`,
    actions: { cancel: 'Cancel', resume: 'Resume', swap: 'Make live', rollback: 'Roll back', drop: 'Drop' },
    texts: {
      swap: (rows) => `The replayed rows become live. ${rows} rows differ from those that are live now. It can be rolled back.`,
      rollback: (rows) => `The rows that were live before become live again. ${rows} rows differ.`,
      drop: () => 'What the replay has built is removed, and it can no longer be swapped or rolled back.',
    },
  },

  letters: {
    none: 'No dead letters: every fact could be applied.', kept: 'Kept', fact: 'Fact', cause: 'Cause', show: 'Show', showOf: (id) => `Show dead letter ${id}`,
    redrive: 'Redrive', redriveOf: (id) => `Redrive dead letter ${id}`, redriveAll: 'Redrive all that wait', redriven: (count) => `${plural(count, 'fact is', 'facts are')} applied again.`,
    redriveText: (count, projection) => `${count} dead letters${projection ? ` of ${projection}` : ''} are appended to their topics again and applied. What fails again becomes a new dead letter.`,
    title: (id) => `Dead letter ${id}`, size: (size) => `${size}`, report: 'report',
  },

  changes: { resource: 'What', none: 'Nothing was changed yet.', at: 'Time', kind: 'Change', what: 'What', who: 'By', itself: 'itself' },

  system: {
    session: (name, scope, until) => `You are signed in as ${name} with the scope ${scope}, until ${until}.`,
    tokens: 'Tokens', addToken: 'Make a token', scope: 'Scope', scopes: { read: 'read', operate: 'operate', admin: 'admin' }, by: 'Made by', created: 'Made',
    revoke: 'Revoke', revokeOf: (name) => `Revoke ${name}`, revokeText: (name) => `The token ${name} is refused at once, and its sessions end.`, revoked: 'Revoked.',
    shownOnce: 'Shown only once.',
    codes: 'Registration codes', noCodes: 'No code can be used at the moment.', until: 'Valid until', revokeCodeText: (uses) => `The code can no longer be used (${plural(uses, 'use', 'uses')} left). Nodes that registered with it stay.`,
    lookups: 'Address look-ups', addresses: (known, missing) => `${known} addresses are known, ${missing} are not.`, noProvider: 'No provider is configured: no address is sent to a third party.', job: 'Job', provider: 'Provider',
    api: 'API', apiText: (title, paths) => `${title}, ${paths} paths:`,
  },
};
