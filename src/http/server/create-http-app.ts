import { type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyError, type FastifyReply, type FastifyRequest } from 'fastify';
import { AppError } from '../../core/errors/app-error';
import { Logger } from '../../platform/logging';
import { Metrics } from '../../platform/metrics';
import { PROBLEM_CONTENT_TYPE, toProblem } from '../problem';
import { answerUnreadable } from './answer-unreadable';
import { acceptJsonOnly } from './json-body';
import { observeRequests } from './observe-requests';
import { answerWithRequestId, requestIdOf } from './request-id';

/** Largest body, counted while it is read. */
const BODY_LIMIT_BYTES = 1024 * 1024;
const REQUEST_LIMIT_MS = 30_000;

/** A Nest application on Fastify with the manners all our HTTP has; not listening yet. */
export async function createHttpApp(module: DynamicModule): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(module, createAdapter(), {
    bodyParser: false,
    bufferLogs: true,
    abortOnError: false,
  });
  const logger = app.get(Logger);
  app.useLogger(logger);
  const fastify = app.getHttpAdapter().getInstance();
  observeRequests(fastify, app.get(Metrics), logger);
  answerWithRequestId(fastify);
  acceptJsonOnly(fastify);
  return app;
}

function createAdapter(): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_LIMIT_MS,
    genReqId: requestIdOf,
    forceCloseConnections: 'idle',
    clientErrorHandler: answerUnreadable,
    routerOptions: { maxParamLength: 200 },
    // What fails before routing (a broken %-escape, an endless id) never reaches Nest's filter.
    frameworkErrors: (_: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      const error = new AppError('VALIDATION_FAILED', 'The address of the request is malformed or too long.');
      void reply
        .status(400)
        .header('x-request-id', request.id)
        .type(PROBLEM_CONTENT_TYPE)
        .send(JSON.stringify(toProblem(error, request.id)));
    },
  });
}
