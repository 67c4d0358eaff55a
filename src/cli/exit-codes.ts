/** What the process ends with; scripts branch on it, so these never change their meaning. */
export const EXIT = {
  ok: 0,
  /** The command ran and the answer is no: refused, not found, a signature that does not hold. */
  failed: 1,
  /** Wrong arguments or settings: trying again changes nothing. */
  usage: 2,
  /** Something the command needs is away: trying again later may work. */
  away: 3,
  /** Ctrl-C, as shells report it: 128 and the number of SIGINT. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_CODE_HELP = `
Exit codes:
  0    done
  1    refused, not found, or a signature that does not hold
  2    wrong arguments or settings
  3    the database or the platform's workers are away; try again later
  130  interrupted by Ctrl-C`;
