import { Body, Controller, Get, Header, HttpCode, Post, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller, Idempotent, RequireScope } from '../../../../http';
import { StreamsynqSettingsService } from '../streamsynq-settings.service';
import {
  RotateStreamsynqDto,
  toStreamsynqChanges,
  toStreamsynqRotation,
  UpdateStreamsynqDto,
} from './streamsynq-settings.dto';
import { StreamsynqSettingsView, toStreamsynqSettingsView } from './streamsynq-settings.view';

@ApiTags('Lead sources')
@Controller('v1/lead-sources/streamsynq')
export class StreamsynqSettingsController {
  constructor(private readonly settings: StreamsynqSettingsService) {}

  @Get()
  @RequireScope('keys:manage')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Get the settings of the Streamsynq door',
    description:
      'Reveals the signing secret: whoever knows it can send leads in the name of your sources, so a key that may ' +
      'only send leads is not enough.',
  })
  @ApiOkResponse({ type: StreamsynqSettingsView })
  async get(@CurrentCaller() caller: Caller): Promise<StreamsynqSettingsView> {
    return toStreamsynqSettingsView(await this.settings.get(caller));
  }

  @Put()
  @RequireScope('keys:manage')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Change the settings of the Streamsynq door',
    description:
      'What is left out stays as it is. A `signing_secret` ends all others at once; rotate for an overlap. Needs ' +
      '`keys:manage`: whoever sets a secret says who may come in, and consent decides who may be called.',
  })
  @ApiOkResponse({ type: StreamsynqSettingsView })
  async update(
    @CurrentCaller() caller: Caller,
    @Body() dto: UpdateStreamsynqDto,
  ): Promise<StreamsynqSettingsView> {
    return toStreamsynqSettingsView(await this.settings.update(caller, toStreamsynqChanges(dto)));
  }

  @Post('rotate')
  @HttpCode(200)
  @RequireScope('keys:manage')
  @Idempotent()
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Rotate the signing secret of the Streamsynq door',
    description:
      'Until the grace period is over, bodies may be signed with the new or with the replaced secret. Where there ' +
      'was none, this sets it. At most 10 older secrets can be live; a grace period of 0 ends all of them at once. ' +
      'Needs `keys:manage`.',
  })
  @ApiOkResponse({ type: StreamsynqSettingsView })
  async rotate(
    @CurrentCaller() caller: Caller,
    @Body() dto: RotateStreamsynqDto,
  ): Promise<StreamsynqSettingsView> {
    return toStreamsynqSettingsView(await this.settings.rotate(caller, toStreamsynqRotation(dto)));
  }
}
