// Who may import whom (docs/architecture.md). Modules in the order of dependence: each may use those before it.
const modules = [
  'audit',
  'territories',
  'organisations',
  'identity',
  'audience',
  'mailbox',
  'groups',
  'membership',
  'library',
  'documents',
  'decisions',
  'discussions',
  'meetings',
  'notices',
  'agenda',
  'moderation',
  'catalogue',
  'training',
  'rollouts',
  'vendors',
  'prerequisites',
  'charters',
  'surveys',
  'maturity',
  'my-authority',
  'portal',
  'space',
  'space-search',
  'admin',
  'demonstration',
];

const test = '\\.test\\.tsx?$';
const upward = modules.map((name, index) => ({
  name: `${name}-uses-only-modules-below`,
  severity: 'error',
  from: { path: `^src/modules/${name}/`, pathNot: test },
  to: {
    path: '^src/modules/',
    pathNot: [name, ...modules.slice(0, index)].map((below) => `^src/modules/${below}/`),
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'platform-imports-libraries-only',
      severity: 'error',
      from: { path: '^src/platform/', pathNot: test },
      to: { path: '^src/(?!platform/)' },
    },
    {
      name: 'ui-imports-types-only',
      severity: 'error',
      from: { path: '^src/ui/', pathNot: test },
      to: { path: '^src/(?!ui/)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'modules-through-their-door',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/', pathNot: test },
      to: { path: '^src/modules/([^/]+)/', pathNot: ['^src/modules/$1/', '^src/modules/[^/]+/index\\.ts$'] },
    },
    {
      name: 'the-rest-uses-doors',
      severity: 'error',
      from: { path: '^src/(?!modules/)', pathNot: '^src/modules\\.ts$' },
      to: { path: '^src/modules/[^/]+/(?!index\\.ts$)' },
    },
    {
      name: 'routes-belong-to-the-list-of-modules',
      severity: 'error',
      from: { pathNot: ['^src/modules\\.ts$|/routes\\.tsx$', test] },
      to: { path: '^src/modules/[^/]+/routes\\.tsx$' },
    },
    {
      name: 'views-are-pure',
      severity: 'error',
      from: { path: '/views/', pathNot: test },
      to: {
        path: '(queries|actions|routes)\\.tsx?$|^src/platform/(?!markdown|http/index)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'policies-are-pure',
      severity: 'error',
      from: { path: '/policy\\.ts$' },
      to: { path: '(queries|actions|routes)\\.tsx?$|^src/platform/', dependencyTypesNot: ['type-only'] },
    },
    ...upward,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/ui/browser' },
    tsConfig: { fileName: 'tsconfig.json' },
    // TypeScript 7 has no programming interface yet
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
