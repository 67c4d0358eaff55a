/** The process environment. Nothing else in `src` reads it, so settings have one door. */
export function processEnvironment(): NodeJS.ProcessEnv {
  return process.env;
}
