/**
 * The arrows of DESIGN.md: which of our packages may import which.
 */

const PREFIX = '@quarterdeck/plugin-';

/**
 * @typedef {object} Place
 * @property {'app' | 'backend' | 'demo' | 'e2e' | 'event-log' | 'plugin' | 'plugin-backend' | 'module' | 'common' | 'node' | 'react'} kind
 * @property {string} [area] the plugin it belongs to; `portal` is everybody's
 */

/**
 * What a package of ours is, by its name.
 *
 * @param {string} name
 * @returns {Place | undefined} undefined: none of ours
 */
function placeOf(name) {
  if (name === 'app' || name === 'backend') {
    return { kind: name };
  }
  const single = /^@quarterdeck\/(demo|e2e|event-log)$/.exec(name);
  if (single) {
    return { kind: single[1] };
  }
  if (!name.startsWith(PREFIX)) {
    return undefined;
  }
  const [, area, ending] =
    /^(.+?)(-backend-module-.+|-backend|-common|-node|-react)?$/.exec(
      name.slice(PREFIX.length),
    );
  const kinds = {
    '-backend': 'plugin-backend',
    '-common': 'common',
    '-node': 'node',
    '-react': 'react',
  };
  if (!ending) {
    return { kind: 'plugin', area };
  }
  return { kind: kinds[ending] ?? 'module', area };
}

const isOwn = (to, from, ...kinds) =>
  to.area !== undefined && to.area === from.area && kinds.includes(to.kind);
const isPortal = (to, ...kinds) =>
  to.area === 'portal' && kinds.includes(to.kind);
const isIngestContract = to =>
  to.area === 'ingest' && (to.kind === 'common' || to.kind === 'node');

/** What each kind may import, beside itself and `portal-common`. */
const arrows = {
  app: ({ kind }) => ['plugin', 'react', 'common'].includes(kind),
  backend: ({ kind }) =>
    ['plugin-backend', 'module', 'node', 'common', 'event-log'].includes(kind),
  demo: ({ kind }) => kind === 'common',
  e2e: ({ kind }) => kind === 'common' || kind === 'demo',
  'event-log': to => isIngestContract(to) || isPortal(to, 'node'),
  plugin: (to, from) => isOwn(to, from, 'common') || isPortal(to, 'react'),
  'plugin-backend': (to, from) =>
    isOwn(to, from, 'common', 'node') ||
    isIngestContract(to) ||
    isPortal(to, 'node'),
  module: to => isIngestContract(to),
  common: () => false,
  node: (to, from) => isOwn(to, from, 'common'),
  react: (to, from) => isOwn(to, from, 'common'),
};

/** Tests build their world: the log itself, our test kit, and the modules of the own area. */
const testArrows = to =>
  to.kind === 'event-log' || to.kind === 'module' || isPortal(to, 'node');

/**
 * @param {string} fromName the importing package
 * @param {string} toName the imported one
 * @param {{ inTest?: boolean }} [where]
 */
function mayImport(fromName, toName, { inTest = false } = {}) {
  const from = placeOf(fromName);
  const to = placeOf(toName);
  if (!from || !to || fromName === toName) {
    return true;
  }
  return (
    isPortal(to, 'common') ||
    arrows[from.kind](to, from) ||
    (inTest && testArrows(to))
  );
}

module.exports = { mayImport, placeOf };
