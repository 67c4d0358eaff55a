/** The rules of this house that no ready-made lint rule can say. Loaded by .oxlintrc.json. */

/** Functions take an object once they need more than three things; a constructor only names its dependencies. */
const maxParams = {
  meta: {
    schema: [
      {
        type: 'object',
        properties: { functions: { type: 'integer' }, constructors: { type: 'integer' } },
        required: ['functions', 'constructors'],
        additionalProperties: false,
      },
    ],
  },
  create(context) {
    const limits = context.options[0];
    const check = (node) => {
      const isConstructor = node.parent?.type === 'MethodDefinition' && node.parent.kind === 'constructor';
      const limit = isConstructor ? limits.constructors : limits.functions;
      if (node.params.length <= limit) return;
      const remedy = isConstructor ? 'split the service' : 'pass an object';
      context.report({ node, message: `${node.params.length} parameters, at most ${limit}: ${remedy}.` });
    };
    return { FunctionDeclaration: check, FunctionExpression: check, ArrowFunctionExpression: check };
  },
};

/** `@Global()` hides who depends on whom; only configuration, logging and the clock may use it. */
const noGlobalModule = {
  create(context) {
    return {
      Decorator(node) {
        const name = node.expression.callee?.name ?? node.expression.name;
        if (name === 'Global') context.report({ node, message: 'Import the module where it is needed.' });
      },
    };
  },
};

/** `new Date()`, `Date.now()` and `Math.random()` make a function give two answers to one question. */
const noClockOrChance = {
  create(context) {
    const report = (node) =>
      context.report({ node, message: 'Core is told the time and handed its random bytes.' });
    return {
      NewExpression(node) {
        if (node.callee.name === 'Date' && node.arguments.length === 0) report(node);
      },
      MemberExpression(node) {
        const path = `${node.object.name}.${node.property.name}`;
        if (path === 'Date.now' || path === 'Math.random') report(node);
      },
    };
  },
};

/** Settings are read, judged and typed once, in src/platform/config; also `const { env } = process` is a read. */
const noEnvironment = {
  create(context) {
    const report = (node) => context.report({ node, message: 'Ask platform/config for the setting.' });
    const isProcess = (node) => node?.type === 'Identifier' && node.name === 'process';
    return {
      MemberExpression(node) {
        if (isProcess(node.object) && (node.property.name ?? node.property.value) === 'env') report(node);
      },
      VariableDeclarator(node) {
        if (!isProcess(node.init) || node.id.type !== 'ObjectPattern') return;
        if (node.id.properties.some((property) => property.key?.name === 'env')) report(node);
      },
      ImportDeclaration(node) {
        if (/^(node:)?process$/.test(node.source.value)) report(node);
      },
    };
  },
};

export default {
  meta: { name: 'house' },
  rules: {
    'max-params': maxParams,
    'no-environment': noEnvironment,
    'no-global-module': noGlobalModule,
    'no-clock-or-chance': noClockOrChance,
  },
};
