import { type MappingFailureCode } from './mapping-outcome';

/** Thrown inside an evaluation by the guards we put around the language. */
export class MappingRefusal extends Error {
  constructor(
    readonly failure: MappingFailureCode,
    /** A plain sentence. */
    message: string,
    /** The text in the expression this is about, where the language knows no position. */
    readonly excerpt: string | null = null,
  ) {
    super(message);
    this.name = 'MappingRefusal';
  }
}
