interface Amendment {
  /** Found once in the library's text. */
  lines: string;
  instead: string;
}

/**
 * Lines of JSONata that would let an expression write to what outlives its evaluation. `guards` are those of
 * library-guards.ts.
 */
const AMENDMENTS: readonly Amendment[] = [
  // The update operator: `$clone := function($x){ $x }` would make it write to originals.
  {
    lines: "var cloneFunction = environment.lookup('clone');",
    instead: "var cloneFunction = staticFrame.lookup('clone');",
  },
  {
    lines: 'var matches = await evaluate(expr.pattern, result, environment);',
    instead:
      'var guardMatch = guards.guardUpdate(result);' +
      ' var matches = await evaluate(expr.pattern, result, environment);',
  },
  {
    lines: 'var match = matches[ii];',
    instead: 'var match = matches[ii]; guardMatch(match);',
  },
  // A call writes its name and place on the function, where the next evaluation finds them.
  {
    lines: "if(typeof proc === 'object') {",
    instead: "proc = guards.labelled(proc); if(typeof proc === 'object' && proc !== null) {",
  },
  {
    lines: 'var next = await evaluate(result.body.procedure, result.input, result.environment);',
    instead:
      'var next = guards.labelled(await evaluate(result.body.procedure, result.input, result.environment));',
  },
  // Built-in functions, and the other objects a copy of the library keeps.
  {
    lines: 'return definition;',
    instead: 'return guards.freezeDeeply(definition);',
  },
  {
    lines: "var chainAST = parser('function($f, $g) { function($x){ $g($f($x)) } }');",
    instead: "var chainAST = guards.freezeDeeply(parser('function($f, $g) { function($x){ $g($f($x)) } }'));",
  },
  {
    lines: 'enclosingEnvironment.global : {\n                ancestry: [ null ]\n            }',
    instead: 'enclosingEnvironment.global : Object.freeze({})',
  },
  // `$clone(?)` takes a text past its signature, and JSON.parse makes a function out of it: marks, code and all.
  {
    lines: 'result = partialApplyNativeFunction(proc.implementation, evaluatedArgs, environment);',
    instead:
      'result = partialApplyNativeFunction(' +
      'guards.checked(proc, validateArguments), evaluatedArgs, environment);',
  },
];

/**
 * @param source JSONata's text
 * @throws Error when a line is not found exactly once: another version of JSONata needs another look
 */
export function amend(source: string): string {
  return AMENDMENTS.reduce((text, { lines, instead }) => {
    const parts = text.split(lines);
    if (parts.length !== 2) {
      throw new Error(
        `JSONata is not the version that was amended: found ${parts.length - 1} times: ${lines}`,
      );
    }
    return parts.join(instead);
  }, source);
}
