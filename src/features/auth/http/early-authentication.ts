import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { type FastifyAdapter } from '@nestjs/platform-fastify';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { RequestAuthenticator } from './request-authenticator';

/** Every call below needs a key; what is open to all (health, metrics, documentation) lives elsewhere. */
const KEYED_ROUTES = '/v1/';

/**
 * Guards run after the body was read and parsed. Asking for the key before that spares us the
 * bodies of strangers, and lets answers to malformed bodies carry the key's limit too. The guard
 * still decides: it asks again for whatever did not pass here.
 */
@Injectable()
export class EarlyAuthentication implements OnModuleInit {
  constructor(
    private readonly adapterHost: HttpAdapterHost<FastifyAdapter>,
    private readonly authenticator: RequestAuthenticator,
  ) {}

  onModuleInit(): void {
    const fastify = this.adapterHost.httpAdapter.getInstance();
    fastify.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
      // A path that leads to no call has no route; the answer to it is one of the key's answers all the same.
      const place = request.routeOptions.url ?? request.url;
      if (place.startsWith(KEYED_ROUTES)) {
        await this.authenticator.authenticate(request, reply);
      }
    });
  }
}
