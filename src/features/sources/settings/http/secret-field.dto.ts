import { TextField } from '../../../../http';

/** Long enough not to be guessed, and fit for a header whatever sends it. */
export function SecretField(options: {
  description: string;
  optional?: boolean;
  nullable?: boolean;
}): PropertyDecorator {
  return TextField({
    example: '9b2f6c4e8a1d3f5070c2b4e6d8fa1c3e5b7d9f0a2c4e6081b3d5f7092a4c6e8f',
    minLength: 16,
    maxLength: 256,
    pattern: /^[!-~]+$/,
    patternHint: 'must be visible ASCII characters without spaces',
    ...options,
  });
}
