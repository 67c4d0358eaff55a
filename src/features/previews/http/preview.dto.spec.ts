import { AppError } from '../../../core/errors/app-error';
import { DtoPipe } from '../../../http';
import { PreviewDto, toPreviewOrder } from './preview.dto';

const EVENT = { type: 'lead.verified', data: { n: 1 } };

async function orderOf(body: object) {
  const dto = (await new DtoPipe().transform(body, { type: 'body', metatype: PreviewDto })) as PreviewDto;
  return toPreviewOrder(dto);
}

async function pointersOf(body: object): Promise<string[] | undefined> {
  const error: unknown = await orderOf(body).catch((caught: unknown) => caught);
  return error instanceof AppError ? error.fields?.map(({ pointer }) => pointer) : undefined;
}

describe('toPreviewOrder', () => {
  it('tells what was left out from what is null', async () => {
    const { changes } = await orderOf({ event: EVENT, mapping: null, format: 'slack' });
    expect(changes).toEqual({ mapping: null, format: 'slack' });
  });

  it('reads the body of a delivery as the event', async () => {
    const body = {
      id: 'evt_01kf0k8y20f2etja3vn6y8b1ke',
      created: '2026-01-15T12:30:00+02:00',
      api_version: '2024-01-01',
    };
    expect((await orderOf({ event: { ...EVENT, ...body } })).event).toEqual({
      ...EVENT,
      id: body.id,
      created: new Date('2026-01-15T10:30:00.000Z'),
    });
  });

  it('takes a type in place of an event, but not both and not neither', async () => {
    expect((await orderOf({ event_type: 'bid.won' })).event).toEqual({ exampleOf: 'bid.won' });
    expect(await pointersOf({ event_type: 'bid.won', event: EVENT })).toEqual(['/event']);
    expect(await pointersOf({})).toEqual(['/event']);
  });

  it.each(['evt_1', 'dlv_01kf0k8y20f2etja3vn6y8b1ke', 'evt_01kf0k8y20f2etja3vn6y8b1ke\r\nx: y'])(
    'refuses %j as the id of an event, which goes into a header',
    async (id) => {
      expect(await pointersOf({ event: { ...EVENT, id } })).toEqual(['/event/id']);
    },
  );
});
