import { Injectable } from '@nestjs/common';

/** Chance as this room uses it; tests put their own in its place. */
@Injectable()
export class Random {
  /** 0 ≤ number < 1. */
  next(): number {
    return Math.random();
  }
}
