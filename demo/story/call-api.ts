/** The public API as a customer's program calls it: nothing here knows the platform from inside. */
export interface ApiAccess {
  url: string;
  key: string;
  signal: AbortSignal;
}

export interface ApiCall {
  method: string;
  path: string;
  body?: object | undefined;
}

/** @throws Error for every answer that is not 2xx, with what it says */
export async function callApi<T>(
  { url, key, signal }: ApiAccess,
  { method, path, body }: ApiCall,
): Promise<T> {
  const response = await fetch(url + path, {
    method,
    signal,
    headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}: ${text}`);
  return JSON.parse(text) as T;
}
