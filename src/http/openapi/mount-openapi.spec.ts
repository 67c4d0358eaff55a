import { Body, Controller, Get, Module, Param, Post, Query } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiTags,
  type OpenAPIObject,
} from '@nestjs/swagger';
import { BUILTIN_EVENT_TYPES } from '../../core/event-types';
import { Public, RequireScope } from '../access';
import { PageQuery } from '../pagination';
import { EnumField, IntListField, StringMapField, TextField } from '../validation';
import { findUndocumentedRoutes, type ServedRoute } from './find-undocumented-routes';
import { mountOpenApi } from './mount-openapi';

class ColourDto {
  @EnumField({ description: 'Hue', values: ['red', 'blue'], example: 'red' })
  hue: string;
}

class CreateWidgetDto {
  @TextField({ description: 'Name', example: 'One', minLength: 1, maxLength: 10 })
  name: string;

  @ApiProperty({ description: 'Paint', type: () => ColourDto, required: false, nullable: true })
  colour?: ColourDto | null;

  @IntListField({
    description: 'Sizes',
    nullable: true,
    optional: true,
    maxItems: 3,
    min: 1,
    max: 9,
    example: [1],
  })
  sizes?: number[] | null;

  @EnumField({ description: 'Finish', values: ['matt'], optional: true, nullable: true })
  finish?: string | null;

  @StringMapField({ description: 'Notes', maxEntries: 2, maxNameLength: 5, maxValueLength: 9 })
  notes?: Record<string, string>;
}

class WidgetView {
  @ApiProperty({ description: 'Id', example: 'w_1' })
  id: string;
}

@ApiTags('Webhooks')
@Controller('v1/widgets')
class WidgetsController {
  @Post()
  @RequireScope('webhooks:write')
  @ApiHeader({ name: 'Idempotency-Key', description: 'Key', required: false })
  @ApiOperation({ summary: 'Make a widget', description: 'It is made.' })
  @ApiCreatedResponse({ type: WidgetView })
  create(@Body() _body: CreateWidgetDto): void {}

  @Get()
  @RequireScope('webhooks:read')
  @ApiOperation({ summary: 'List widgets' })
  @ApiOkResponse({ type: WidgetView, isArray: true })
  list(@Query() _query: PageQuery): void {}

  @Get(':id')
  @RequireScope('webhooks:read')
  undocumented(@Param('id') _id: string): void {}

  @Get('public')
  @Public()
  @ApiOperation({ summary: 'Look' })
  @ApiOkResponse({ type: WidgetView })
  look(): void {}
}

@Module({ controllers: [WidgetsController] })
class WidgetsModule {}

describe('mountOpenApi', () => {
  let app: NestFastifyApplication;
  const routes: ServedRoute[] = [];

  beforeAll(async () => {
    app = await NestFactory.create<NestFastifyApplication>(WidgetsModule, new FastifyAdapter(), {
      logger: false,
    });
    app
      .getHttpAdapter()
      .getInstance()
      .addHook('onRoute', ({ method, url }) => void routes.push({ method, url }));
    mountOpenApi(app);
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  });

  afterAll(() => app.close());

  async function openApi(): Promise<OpenAPIObject> {
    return (await app.inject('/openapi.json')).json();
  }

  it('serves a document of OpenAPI 3.1 that names the product, its server and its security', async () => {
    const document = await openApi();
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'Synaptis Webhooks' },
      servers: [{ url: '/' }],
      components: { securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } } },
    });
    expect(document.tags?.every(({ description }) => description)).toBe(true);
  });

  it('has a target for every reference and a name of its own for every operation', async () => {
    const document = await openApi();
    const text = JSON.stringify(document);
    const references = new Set([...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path!));
    const target = (path: string) =>
      path.split('/').reduce<unknown>((node, step) => (node as Record<string, unknown>)[step], document);
    expect(references.size).toBeGreaterThan(20);
    expect([...references].filter((path) => target(path) === undefined)).toEqual([]);
    const names = [...text.matchAll(/"operationId":"([^"]+)"/g)].map(([, name]) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('widgets_create');
  });

  it('writes what may be null as JSON Schema does, with limits and examples', async () => {
    const document = await openApi();
    expect(document.components?.schemas?.CreateWidgetDto).toMatchObject({
      required: ['name'],
      properties: {
        name: { type: 'string', minLength: 1, maxLength: 10, examples: ['One'] },
        colour: {
          anyOf: [{ $ref: '#/components/schemas/ColourDto' }, { type: 'null' }],
          description: 'Paint',
        },
        sizes: { type: ['array', 'null'], items: { type: 'integer', minimum: 1, maximum: 9 } },
        finish: { type: ['string', 'null'], enum: ['matt', null] },
      },
    });
    expect(JSON.stringify(document)).not.toContain('"nullable"');
  });

  it('documents calls with their scope, failures and headers, and public calls without', async () => {
    const { paths } = await openApi();
    const create = paths['/v1/widgets']!.post!;
    expect(create.security).toEqual([{ apiKey: ['webhooks:write'] }]);
    expect(Object.keys(create.responses)).toEqual(
      expect.arrayContaining(['201', '400', '401', '403', '409', '413', '415', '422', '429', '503']),
    );
    expect(create.requestBody).toMatchObject({
      content: { 'application/json': { example: { name: 'One' } } },
    });
    expect(Object.keys(paths['/v1/widgets/public']!.get!.responses)).toEqual(['200']);
  });

  it('tells what receivers get for every built-in event type', async () => {
    const { webhooks } = await openApi();
    expect(Object.keys(webhooks ?? {}).toSorted()).toEqual(
      BUILTIN_EVENT_TYPES.map(({ name }) => name).toSorted(),
    );
  });

  it('lets the routes that were served be compared with the document', async () => {
    expect(routes).toContainEqual({ method: 'POST', url: '/v1/widgets' });
    expect(findUndocumentedRoutes(await openApi(), routes)).toEqual([
      'GET /v1/widgets/:id has no summary',
      'GET /v1/widgets/:id has no description of the path parameter id',
      'GET /v1/widgets/:id has no schema of its 200 response',
    ]);
  });

  it('serves a reference that loads nothing from elsewhere', async () => {
    const page = await app.inject('/docs');
    expect(page.headers['content-security-policy']).toContain("default-src 'self'");
    expect(page.body).toContain('<title>Synaptis Webhooks API</title>');
    const loaded = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address!);
    const assets = loaded.filter((address) => !address.startsWith('#'));
    expect(assets.length).toBeGreaterThan(3);
    for (const asset of assets) {
      expect(asset).toMatch(/^\.\/docs\//);
      expect((await app.inject(new URL(asset, 'http://localhost/').pathname)).statusCode).toBe(200);
    }
    expect((await app.inject('/docs/swagger-ui-init.js')).body).toContain('"validatorUrl": null');
  });
});
