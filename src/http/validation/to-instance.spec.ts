import { AppError } from '../../core/errors/app-error';
import { DtoPipe } from './dto.pipe';
import { JsonObjectField, NestedField, NestedListField, TextField } from './fields';

class ItemDto {
  @TextField({ description: 'Name', optional: true })
  name?: string;

  @JsonObjectField({ description: 'Anything', optional: true })
  data?: object;
}

class BodyDto extends ItemDto {
  @NestedListField({ description: 'Items', of: () => ItemDto, maxItems: 10, optional: true })
  items?: ItemDto[];

  @NestedField({ description: 'Nested', of: () => ItemDto, optional: true, nullable: true })
  nested?: ItemDto | null;
}

const read = (json: string) =>
  new DtoPipe().transform(JSON.parse(json), { type: 'body', metatype: BodyDto }) as Promise<BodyDto>;

async function pointersOf(json: string): Promise<string[]> {
  const error: unknown = await read(json).catch((thrown: unknown) => thrown);
  return error instanceof AppError ? (error.fields ?? []).map(({ pointer }) => pointer) : [];
}

describe('reading a DTO', () => {
  it('makes instances of the classes that fields name', async () => {
    const body = await read('{"name":"a","items":[{"name":"b"}]}');
    expect(body).toBeInstanceOf(BodyDto);
    expect(body.items![0]).toBeInstanceOf(ItemDto);
  });

  it('keeps data as it was parsed, which once ended in 500 where it had the key constructor', async () => {
    const data = '{"constructor":"x","__proto__":{"a":1},"list":[{"constructor":{"name":1}}]}';
    const body = await read(`{"data":${data},"items":[{"data":${data}}]}`);
    expect([body.data, body.items![0]!.data].map((value) => JSON.stringify(value))).toEqual([data, data]);
  });

  it('refuses fields named like what every object has, which once hid all others from validation', async () => {
    expect(await pointersOf('{"constructor":1,"name":1}')).toEqual(
      expect.arrayContaining(['/constructor', '/name']),
    );
    expect(await pointersOf('{"__proto__":{"name":1}}')).toEqual(['/__proto__']);
    expect(await pointersOf('{"items":[{},{"constructor":1}]}')).toEqual(['/items/1/constructor']);
  });

  it('names what is no object where one is wanted', async () => {
    expect(await pointersOf('{"items":[{},null,[],"a"]}')).toEqual(['/items/1', '/items/2', '/items/3']);
    expect(new Set(await pointersOf('{"items":{"name":1}}'))).toEqual(new Set(['/items']));
  });

  it.each(['"a"', '[]', '[{}]', '7', 'false'])(
    'takes %s for no object, also where null is one',
    async (value) => {
      expect(new Set(await pointersOf(`{"nested":${value}}`))).toEqual(new Set(['/nested']));
      expect(await pointersOf('{"nested":null}')).toEqual([]);
    },
  );

  it('names only so many fields', async () => {
    const names = Array.from({ length: 5_000 }, (_, index) => `"unknown_${index}":1`);
    expect(await pointersOf(`{${names.join()}}`)).toHaveLength(100);
  });
});
