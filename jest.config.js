/**
 * Nest 12 and a few of its dependencies ship as ES modules only, which Jest
 * cannot `require`; swc turns them (and our TypeScript) into CommonJS.
 */
const esmPackages = [
  '@nestjs',
  'file-type',
  'load-esm',
  'strtok3',
  'token-types',
  'uint8array-extras',
  '@tokenizer',
  '@borewit',
];

const swcOptions = {
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    keepClassNames: true,
  },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
};

const shared = {
  testEnvironment: 'node',
  transform: { '^.+\\.(t|j)s$': ['@swc/jest', swcOptions] },
  transformIgnorePatterns: [`/node_modules/(?!(${esmPackages.join('|')})(/|$))`],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
};

/** Suites that start servers and processes share two cores: `npm test` runs them one after another. */
module.exports = {
  testTimeout: 90_000,
  // What a suite has loaded stays in its process. With gigabytes of it, collecting garbage would stop the clock of a
  // suite for longer than a request waits for a connection.
  workerIdleMemoryLimit: '768MB',
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['<rootDir>/{src,demo,bench}/**/*.spec.ts'] },
    {
      ...shared,
      displayName: 'integration',
      globalSetup: '<rootDir>/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/test/support/global-teardown.ts',
      moduleNameMapper: { '/sandbox-entry$': '<rootDir>/test/support/sandbox-entry.ts' },
      testMatch: ['<rootDir>/test/{integration,e2e,faults,browser}/**/*.spec.ts'],
    },
  ],
};
