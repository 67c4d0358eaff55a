import { SecretField } from './secret-field.dto';

export class UpdateCrmDto {
  @SecretField({
    description: 'The CRM proves itself with this from now on; null removes it',
    nullable: true,
  })
  secret: string | null;
}
