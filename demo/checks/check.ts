export interface Check {
  name: string;
  isTrue: boolean;
  /** What was found, for the reader. */
  found: string;
}
