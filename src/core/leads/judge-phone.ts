import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

export interface PhoneJudgement {
  /** The number lies in a range that its country's numbering plan has assigned. */
  valid: boolean;
  /**
   * Line type by the numbering plan, null when the number is not valid: `mobile`, `fixed_line`,
   * `fixed_line_or_mobile` (all the plan of North America tells), `voip`, `toll_free`, `premium_rate`,
   * `shared_cost`, `personal_number`, `pager`, `uan`, `voicemail`.
   */
  type: string | null;
}

/**
 * Judges a phone number by libphonenumber's full metadata. Nobody is called: whether the line is connected, or was
 * ported to another type, is not known.
 *
 * @param e164 a number as `normalisePhone` answers it; any other text is not valid
 */
export function judgePhone(e164: string): PhoneJudgement {
  const number = parsePhoneNumberFromString(e164, { extract: false });
  if (number?.isValid() !== true) {
    return { valid: false, type: null };
  }
  return { valid: true, type: number.getType()?.toLowerCase() ?? null };
}
