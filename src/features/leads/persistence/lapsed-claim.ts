/** SQL: whether a row of `lead_claims` holds nobody off any more. Phone numbers lapse, ids never do. */
export function lapsedClaim(row: string): string {
  return `${row}.kind = 'phone' AND ${row}.claimed_at < now() - interval '30 days'`;
}
