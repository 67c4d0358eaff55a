import { type DynamicModule, Module, type ModuleMetadata } from '@nestjs/common';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AccountsService, KeysService, type NewKey } from '../../../src/features/auth';
import { AuthApiModule } from '../../../src/features/auth/auth.api.module';
import { createHttpApp } from '../../../src/http/server';
import { ClockModule } from '../../../src/platform/clock';
import { ConfigModule, ReadySettings, readSettings } from '../../../src/platform/config';
import { Database } from '../../../src/platform/database';
import { LoggingModule } from '../../../src/platform/logging';
import { MetricsModule } from '../../../src/platform/metrics';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';

/** A database of one suite with the applications that run on it. */
export interface ApiSuite {
  database: TestDatabase;
  start(options?: ApiOptions): Promise<ApiUnderTest>;
  /** Closes whatever was started, also when a start failed half-way. */
  close(): Promise<void>;
}

export interface ApiOptions {
  env?: NodeJS.ProcessEnv;
  /** Rooms next to auth. */
  imports?: ModuleMetadata['imports'];
}

export async function openApiSuite(): Promise<ApiSuite> {
  const database = await createTestDatabase();
  const started: ApiUnderTest[] = [];
  return {
    database,
    start: async (options) => {
      const api = await ApiUnderTest.start(database.url, options);
      started.push(api);
      return api;
    },
    close: async () => {
      await Promise.all(started.map((api) => api.close()));
      await database.drop();
    },
  };
}

export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  body: Record<string, unknown>;
}

@Module({})
class ApiUnderTestModule {}

/** The rooms named, on a real database, called as over the wire but without a socket. */
export class ApiUnderTest {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly accountId: string,
    readonly createdKey: string | null,
  ) {}

  static async start(url: string, { env = {}, imports = [] }: ApiOptions = {}): Promise<ApiUnderTest> {
    const app = await createHttpApp(moduleOf(url, env, imports));
    await app.init();
    const { accountId, createdKey } = await app.get(AccountsService, { strict: false }).ensureFirstAccount();
    return new ApiUnderTest(app, accountId, createdKey);
  }

  get database(): Database {
    return this.app.get(Database, { strict: false });
  }

  /** A key made by the operator. */
  async key(fields: Partial<NewKey> = {}): Promise<{ id: string; secret: string }> {
    const { key, secret } = await this.app
      .get(KeysService, { strict: false })
      .create(
        { accountId: this.accountId },
        { name: 'Test', scopes: ['*'], buyerId: null, rateLimitPerMinute: null, expiresAt: null, ...fields },
      );
    return { id: key.id, secret };
  }

  async call(
    call: string,
    { key, body, headers = {} }: { key?: string; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const [method, url] = call.split(' ') as ['GET', string];
    const response = await this.app.inject({
      method,
      url,
      headers: {
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const isEmpty = response.payload === '';
    return {
      status: response.statusCode,
      headers: response.headers,
      body: isEmpty ? {} : response.json<Record<string, unknown>>(),
    };
  }

  close(): Promise<void> {
    return this.app.close();
  }
}

function moduleOf(
  url: string,
  env: NodeJS.ProcessEnv,
  imports: ModuleMetadata['imports'] = [],
): DynamicModule {
  const result = readSettings({ LOG_LEVEL: 'silent', ...env });
  if (result.kind === 'invalid') throw new Error(result.problems.join('; '));
  const settings = new ReadySettings({
    ...result.settings,
    databaseUrl: url,
    encryptionKey: Buffer.alloc(32, 7),
  });
  return {
    module: ApiUnderTestModule,
    imports: [
      ConfigModule.with(settings),
      LoggingModule,
      MetricsModule,
      ClockModule,
      AuthApiModule,
      ...imports,
    ],
  };
}
