/** Statuses whose cause and cure are known well enough to say more than their class does. */
const KNOWN: Readonly<Record<number, string>> = {
  400: 'it could not read the request (Bad Request)',
  401: 'it wants credentials (Unauthorized); exempt the route from login, or add a header to the webhook',
  403: 'it refused the request (Forbidden); a firewall or bot filter in front of it may need an exception',
  404: 'nothing is served at this URL (Not Found); check the path of the webhook',
  405: 'it does not accept this method at this URL (Method Not Allowed)',
  408: 'it gave up waiting for the request (Request Timeout)',
  410: 'the endpoint is gone for good (Gone); the webhook has been disabled and nothing more is sent to it',
  413: 'the body is larger than it accepts (Content Too Large)',
  415: 'it does not accept the content type of the request (Unsupported Media Type)',
  429: 'it is receiving requests faster than it allows (Too Many Requests)',
  500: 'it failed while handling the request (Internal Server Error)',
  502: 'a proxy in front of it got no valid answer (Bad Gateway)',
  503: 'it is overloaded or down for maintenance (Service Unavailable)',
  504: 'a proxy in front of it got no answer in time (Gateway Timeout)',
};

/**
 * A sentence for the delivery log about an answer that is not a success.
 *
 * @param statusCode any HTTP status outside 200–299
 */
export function statusMessage(statusCode: number): string {
  return `The receiver answered ${statusCode}: ${KNOWN[statusCode] ?? meaningOfClass(statusCode)}.`;
}

function meaningOfClass(statusCode: number): string {
  switch (Math.floor(statusCode / 100)) {
    case 3:
      return 'redirects are never followed; set the webhook to the final URL';
    case 4:
      return 'it does not accept the request';
    case 5:
      return 'it failed while handling the request';
    default:
      return 'only a status from 200 to 299 counts as received';
  }
}
