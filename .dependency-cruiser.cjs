/**
 * Who may import whom (docs/architecture.md tells why):
 *
 *     main → apps → features → platform → core       http → platform, core
 *
 * Folders below src/features are rooms. `rooms` lists what each may enter; everything else is refused,
 * a room that is missing here too.
 */
const rooms = {
  auth: [],
  connectors: [],
  ops: [],
  dashboard: [],
  buyers: ['auth'],
  events: ['auth'],
  webhooks: ['connectors', 'buyers', 'events', 'auth'],
  deliveries: ['webhooks', 'events', 'connectors', 'buyers', 'auth'],
  bus: ['deliveries', 'webhooks', 'events', 'connectors', 'buyers', 'auth'],
  previews: ['bus', 'deliveries', 'webhooks', 'events', 'connectors', 'buyers', 'auth'],
  replays: ['bus', 'deliveries', 'webhooks', 'buyers', 'events', 'auth'],
  leads: ['deliveries', 'events', 'buyers', 'auth'],
  sources: ['leads', 'bus', 'deliveries', 'webhooks', 'events', 'connectors', 'buyers', 'auth'],
  routing: ['leads', 'bus', 'buyers', 'auth'],
  auctions: ['sources', 'leads', 'bus', 'webhooks', 'buyers', 'auth'],
};

/** Libraries that only compute; whatever else core needs is handed to it. */
const pureLibraries = ['ipaddr.js', '@cfworker/json-schema', 'libphonenumber-js'];
const pureNodeModules = ['buffer', 'url', 'util'];

const SPEC = '\\.spec\\.ts$';
const MODULE = '\\.module\\.ts$';
const anyOf = (names) => `(${names.map((name) => name.replaceAll('.', '\\.')).join('|')})`;
const packages = (...names) => `(^|/)node_modules/${anyOf(names)}/`;

/** `layer` may import only itself and the layers named in `below`. */
const layer = (name, path, below) => ({
  name: `layer-${name}`,
  comment: `${name} may import: ${below.join(', ')}`,
  severity: 'error',
  from: { path, pathNot: SPEC },
  to: { path: '^src/', pathNot: below.map((folder) => `^src/${folder}/`) },
});

const room = ([name, allowed]) => ({
  name: `room-${name}`,
  comment: `${name} may enter: ${allowed.join(', ') || 'no other room'}`,
  severity: 'error',
  from: { path: `^src/features/${name}/` },
  to: { path: '^src/features/', pathNot: `^src/features/${anyOf([name, ...allowed])}/` },
});

/** A library behind one door: importable only from the places named. */
const library = ({ name, path, only, why }) => ({
  name: `library-${name}`,
  comment: why,
  severity: 'error',
  from: { path: '^src/', pathNot: [SPEC, ...only] },
  to: { path },
});

const layers = [
  layer('main', '^src/main\\.ts$', ['apps', 'platform', 'core']),
  layer('apps', '^src/apps/', ['apps', 'features', 'http', 'platform', 'core']),
  layer('cli', '^src/cli/', ['cli', 'apps', 'features', 'http', 'platform', 'core']),
  layer('features', '^src/features/', ['features', 'http', 'platform', 'core']),
  layer('http', '^src/http/', ['http', 'platform', 'core']),
  layer('platform', '^src/platform/', ['platform', 'core']),
  layer('core', '^src/core/', ['core']),
];

const roomRules = [
  ...Object.entries(rooms).map(room),
  {
    name: 'room-unknown',
    comment: 'A new room takes its place in the table at the top of this file first.',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/features/' },
    to: { path: '^src/features/[^/]+/', pathNot: `^src/features/${anyOf(Object.keys(rooms))}/` },
  },
  {
    name: 'room-front-door',
    comment: 'Another room is entered by its index.ts only.',
    severity: 'error',
    from: { path: '^src/features/([^/]+)/', pathNot: SPEC },
    to: { path: '^src/features/', pathNot: ['^src/features/$1/', '^src/features/[^/]+/index\\.ts$'] },
  },
  {
    name: 'room-front-door-from-inside',
    comment: 'The files of a room import each other directly; index.ts is for the others.',
    severity: 'error',
    from: { path: '^src/features/([^/]+)/', pathNot: SPEC },
    to: { path: '^src/features/$1/index\\.ts$' },
  },
  {
    name: 'room-front-door-from-apps',
    comment: 'Compositions take a room by its index.ts or its modules.',
    severity: 'error',
    from: { path: '^src/(apps|cli)/', pathNot: SPEC },
    to: { path: '^src/features/', pathNot: '^src/features/[^/]+/(index|[^/]+\\.module)\\.ts$' },
  },
  {
    name: 'room-process-modules',
    comment: 'Which process serves controllers or runs processors is decided in src/apps.',
    severity: 'error',
    from: { path: '^src/', pathNot: [SPEC, '^src/(apps|cli)/'] },
    to: { path: '\\.(api|worker)\\.module\\.ts$' },
  },
  {
    name: 'room-controllers-in-api-modules',
    severity: 'error',
    from: { path: '^src/', pathNot: [SPEC, '\\.api\\.module\\.ts$'] },
    to: { path: '\\.controller\\.ts$' },
  },
  {
    name: 'room-processors-in-worker-modules',
    comment: 'Nest starts a worker for every processor it finds, so an API module must not provide one.',
    severity: 'error',
    from: { path: '^src/', pathNot: [SPEC, '\\.worker\\.module\\.ts$'] },
    to: { path: '\\.processor\\.ts$' },
  },
  {
    name: 'http-manners-for-controllers',
    comment: 'Services know nothing of HTTP.',
    severity: 'error',
    from: {
      path: '^src/features/',
      pathNot: [
        SPEC,
        '\\.(controller|dto|view|guard|filter)\\.ts$',
        '^src/features/[^/]+/http/',
        '\\.api\\.module\\.ts$',
      ],
    },
    to: { path: '^src/http/' },
  },
  {
    name: 'entities-stay-in-persistence',
    comment: 'Entities never leave their repository; the others get plain records.',
    severity: 'error',
    from: { path: '^src/', pathNot: [SPEC, MODULE, '/persistence/', '^src/platform/database/'] },
    to: { path: '\\.entity\\.ts$' },
  },
];

const libraries = [
  library({
    name: 'bullmq',
    path: packages('bullmq'),
    only: ['^src/platform/queue/', '\\.processor\\.ts$'],
    why: 'The queue is an alarm clock; the rooms know ids and times, not jobs.',
  }),
  library({
    name: 'nestjs-bullmq',
    path: packages('@nestjs/bullmq'),
    only: ['^src/platform/queue/', '\\.processor\\.ts$', MODULE],
    why: 'Queues are registered in modules and consumed in processors.',
  }),
  library({
    name: 'undici',
    path: packages('undici'),
    only: ['^src/platform/outbound-http/'],
    why: 'Every outgoing request passes the address guard and the limits of platform/outbound-http.',
  }),
  library({
    name: 'typeorm',
    path: packages('typeorm', '@nestjs/typeorm'),
    only: ['^src/platform/database/', '/persistence/', MODULE],
    why: 'SQL lives in repositories.',
  }),
  library({
    name: 'jsonata',
    path: packages('jsonata'),
    only: ['^src/platform/mappings/sandbox/'],
    why: 'Expressions of customers run in sandboxed processes and nowhere else.',
  }),
  library({
    name: 'connections',
    path: packages('pg', 'ioredis'),
    only: ['^src/platform/'],
    why: 'Connections are opened, bounded and closed by the platform.',
  }),
];

const purity = [
  {
    name: 'core-pure-libraries',
    comment: `Core imports no package but ${pureLibraries.join(', ')}.`,
    severity: 'error',
    from: { path: '^src/core/', pathNot: SPEC },
    to: { path: '(^|/)node_modules/', pathNot: packages(...pureLibraries) },
  },
  {
    name: 'core-pure-node-modules',
    comment: 'Core does no I/O; only core/signing may use node:crypto.',
    severity: 'error',
    from: { path: '^src/core/', pathNot: [SPEC, '^src/core/signing/'] },
    to: { dependencyTypes: ['core'], pathNot: `^(node:)?${anyOf(pureNodeModules)}$` },
  },
  {
    name: 'core-signing-node-modules',
    severity: 'error',
    from: { path: '^src/core/signing/', pathNot: SPEC },
    to: { dependencyTypes: ['core'], pathNot: `^(node:)?${anyOf([...pureNodeModules, 'crypto'])}$` },
  },
];

const hygiene = [
  { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  {
    name: 'no-test-code-in-production',
    severity: 'error',
    from: { path: '^(src|migrations)/', pathNot: SPEC },
    to: { path: ['^(test|bench|demo)/', SPEC] },
  },
  {
    name: 'no-development-packages-in-production',
    severity: 'error',
    from: { path: '^(src|migrations)/', pathNot: SPEC },
    to: { dependencyTypes: ['npm-dev', 'npm-unknown', 'npm-no-pkg'], dependencyTypesNot: ['type-only'] },
  },
];

/** Without TypeScript's compiler API every .ts file would be skipped and zero modules would pass. */
function refuseToSeeNothing() {
  const { version, transpileModule } = require('typescript');
  if (typeof transpileModule !== 'function') {
    throw new Error(`typescript ${version} has no compiler API: no module could be checked`);
  }
}
refuseToSeeNothing();

module.exports = {
  forbidden: [...layers, ...roomRules, ...libraries, ...purity, ...hygiene],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['require', 'node', 'default', 'types'],
    },
  },
};
