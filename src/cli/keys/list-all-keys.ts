import { type Actor, type ApiKey, type KeysService } from '../../features/auth';

const PAGE_SIZE = 250;

/** Every key that is not revoked, newest first. */
export async function listAllKeys(service: Pick<KeysService, 'list'>, actor: Actor): Promise<ApiKey[]> {
  const keys: ApiKey[] = [];
  for (;;) {
    const before = keys.at(-1)?.id ?? null;
    const page = await service.list(actor, { limit: PAGE_SIZE, before });
    keys.push(...page.slice(0, PAGE_SIZE));
    if (page.length <= PAGE_SIZE) return keys;
  }
}
