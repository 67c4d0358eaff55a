import { CliError } from '../cli-error';
import { type SignatureHeaders } from './verify-request';

export interface SignatureOptions {
  signature?: string | undefined;
  webhookId?: string | undefined;
  webhookTimestamp?: string | undefined;
  webhookSignature?: string | undefined;
}

/** @throws CliError USAGE unless the options are exactly one of the two forms, complete */
export function toSignatureHeaders(options: SignatureOptions): SignatureHeaders {
  const { signature, webhookId: id, webhookTimestamp: timestamp, webhookSignature } = options;
  const standard = [id, timestamp, webhookSignature];
  const hasStandard = standard.some((value) => value !== undefined);
  if (signature !== undefined && !hasStandard) return { form: 'synaptis', signature };
  if (
    signature === undefined &&
    id !== undefined &&
    timestamp !== undefined &&
    webhookSignature !== undefined
  ) {
    return { form: 'standard', id, timestamp, signature: webhookSignature };
  }
  throw new CliError(
    'USAGE',
    'Give either --signature, or all of --webhook-id, --webhook-timestamp and --webhook-signature.',
  );
}
