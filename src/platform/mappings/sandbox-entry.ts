/** The sandbox's main file. A file of its own because suites run from the source, where there is none to start. */
export function findSandboxEntry(): string {
  return require.resolve('./sandbox/main');
}
