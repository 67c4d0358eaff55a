import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Caller,
  CurrentCaller,
  type Page,
  PageQuery,
  RequireScope,
  toPage,
  toPageRequest,
} from '../../../http';
import { FormatCatalogue } from '../format-catalogue.service';
import { FormatPageView, FormatView, toFormatView } from './format.view';

@ApiTags('Formats')
@Controller('v1/formats')
export class FormatsController {
  constructor(private readonly catalogue: FormatCatalogue) {}

  @Get()
  @RequireScope('webhooks:read')
  @ApiOperation({
    summary: 'List formats',
    description:
      'What `format` of a webhook can be: options, the mapping to start from, how deliveries are signed, and a sample. ' +
      'The same for every account, in the order of the catalogue.',
  })
  @ApiOkResponse({ type: FormatPageView })
  async list(@CurrentCaller() caller: Caller, @Query() query: PageQuery): Promise<Page<FormatView>> {
    const identity = { list: 'formats', accountId: caller.accountId };
    const page = toPageRequest(query, identity);
    const entries = await this.catalogue.list(page);
    // Cursors carry an id; a format's id is its name.
    const rows = entries.map((entry) => ({ id: entry.format.name, entry }));
    return toPage(rows, { ...page, ...identity }, ({ entry }) => toFormatView(entry));
  }

  @Get(':name')
  @RequireScope('webhooks:read')
  @ApiOperation({ summary: 'Show a format' })
  @ApiOkResponse({ type: FormatView })
  async get(@Param('name') name: string): Promise<FormatView> {
    return toFormatView(await this.catalogue.get(name));
  }
}
