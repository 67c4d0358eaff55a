/**
 * Chooses one candidate, each with a chance proportional to its weight. The caller brings the chance, so the same
 * number always chooses the same candidate.
 *
 * @param candidates weights are finite; one that is not above 0 is never chosen
 * @param random 0 ≤ random < 1
 * @returns null when nobody can be chosen
 */
export function chooseByWeight<T extends { weight: number }>(
  candidates: readonly T[],
  random: number,
): T | null {
  const eligible = candidates.filter(({ weight }) => weight > 0);
  const total = eligible.reduce((sum, { weight }) => sum + weight, 0);
  let left = random * total;
  for (const candidate of eligible) {
    left -= candidate.weight;
    if (left < 0) {
      return candidate;
    }
  }
  // Rounding may leave a rest of nothing at the very end of the range.
  return eligible.at(-1) ?? null;
}
