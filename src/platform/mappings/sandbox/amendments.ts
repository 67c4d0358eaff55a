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
    lines: 'var matches = evaluate(expr.pattern, result, environment);',
    instead:
      'var guardMatch = guards.guardUpdate(result);' +
      ' var matches = evaluate(expr.pattern, result, environment);',
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
    lines: 'var next = evaluate(result.body.procedure, result.input, result.environment);',
    instead: 'var next = guards.labelled(evaluate(result.body.procedure, result.input, result.environment));',
  },
  // A list that gets a `push` of its own is slow from then on: see `withLimitedLists`.
  {
    lines: 'if (options && options.sequence) {',
    instead: 'if (false) {',
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
 * @returns the same with guards in it, and without promises
 * @throws Error when a line is not found exactly once: another version of JSONata needs another look
 */
export function amend(source: string): string {
  const text = withLimitedLists(withoutPromises(source));
  return AMENDMENTS.reduce((amended, { lines, instead }) => {
    const parts = amended.split(lines);
    if (parts.length !== 2) {
      throw new Error(
        `JSONata is not the version that was amended: found ${parts.length - 1} times: ${lines}`,
      );
    }
    return parts.join(instead);
  }, text);
}

/**
 * JSONata awaits every step, for the sake of functions that do I/O, which a mapping has none of. Without, an evaluation
 * takes less than half the time, has ended when it returns, and leaves no promise an expression could get hold of.
 */
function withoutPromises(source: string): string {
  return source
    .replaceAll('await Promise.all(', '(')
    .replaceAll(/\bawait\s+/g, '')
    .replaceAll(/\basync\s+(?=function\b|\()/g, '');
}

/** Whatever gathers values has one of these names. */
function withLimitedLists(source: string): string {
  return source.replaceAll(/\b(results?|resultSequence)\.push\(/g, 'guards.push($1, ');
}
