import { readReceiverOptions } from './receiver-options';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

describe('readReceiverOptions', () => {
  it('listens on port 4000 with the secret of the printed example unless told', () => {
    expect(readReceiverOptions([])).toEqual({ kind: 'run', port: 4000, secret: null });
    expect(readReceiverOptions(['--port', '4001', '--secret', SECRET])).toEqual({
      kind: 'run',
      port: 4001,
      secret: SECRET,
    });
  });

  it.each(['--port=65536', '--port=-1', '--port=x', '--port=', '--prot=4001', '4001'])(
    'refuses %s',
    (argument) => {
      expect(readReceiverOptions([argument])).toMatchObject({ kind: 'invalid' });
    },
  );

  it('refuses what cannot be a secret without repeating it', () => {
    const command = readReceiverOptions(['--secret', 'whsec_tooshort']);
    expect(command).toMatchObject({ kind: 'invalid' });
    expect(JSON.stringify(command)).not.toContain('tooshort');
  });
});
