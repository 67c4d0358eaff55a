import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiConflictResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller, RequireScope } from '../../../../http';
import { CrmSettingsService } from '../crm-settings.service';
import { UpdateCrmDto } from './crm-settings.dto';
import { CrmSettingsView, toCrmSettingsView } from './crm-settings.view';

@ApiTags('Lead sources')
@Controller('v1/lead-sources/crm')
export class CrmSettingsController {
  constructor(private readonly settings: CrmSettingsService) {}

  @Get()
  @RequireScope('keys:manage')
  @ApiOperation({
    summary: 'Get the settings of the CRM door',
    description: 'Shows the end of the secret. Needs `keys:manage`, as all settings of lead sources do.',
  })
  @ApiOkResponse({ type: CrmSettingsView })
  async get(@CurrentCaller() caller: Caller): Promise<CrmSettingsView> {
    return toCrmSettingsView(await this.settings.get(caller));
  }

  @Put()
  @RequireScope('keys:manage')
  @ApiOperation({
    summary: 'Set the secret of the CRM door',
    description:
      'The CRM sends it with `POST /webhooks/crm/lead`, and is known by nothing else: two accounts cannot have the ' +
      'same. The secret before it ends at once. Needs `keys:manage`: whoever sets a secret says who may come in.',
  })
  @ApiOkResponse({ type: CrmSettingsView })
  @ApiConflictResponse({ description: 'The secret is in use already' })
  async update(@CurrentCaller() caller: Caller, @Body() { secret }: UpdateCrmDto): Promise<CrmSettingsView> {
    return toCrmSettingsView(await this.settings.setSecret(caller, secret));
  }
}
