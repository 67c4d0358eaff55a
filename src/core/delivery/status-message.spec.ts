import { statusMessage } from './status-message';

describe('statusMessage', () => {
  it.each([
    [301, 'The receiver answered 301: redirects are never followed; set the webhook to the final URL.'],
    [
      404,
      'The receiver answered 404: nothing is served at this URL (Not Found); check the path of the webhook.',
    ],
    [418, 'The receiver answered 418: it does not accept the request.'],
    [507, 'The receiver answered 507: it failed while handling the request.'],
    [999, 'The receiver answered 999: only a status from 200 to 299 counts as received.'],
  ])('explains %i', (status, message) => {
    expect(statusMessage(status)).toBe(message);
  });
});
