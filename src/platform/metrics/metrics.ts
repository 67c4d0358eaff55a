import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const LATENCY_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

interface Definition {
  name: string;
  help: string;
  labels?: string[];
}

/** Prometheus metrics of this process; rooms define their own here, `/metrics` shows them all. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  counter({ name, help, labels = [] }: Definition): Counter {
    return new Counter({ name, help, labelNames: labels, registers: [this.registry] });
  }

  /** Seconds, from 5 ms to 30 s. */
  histogram({ name, help, labels = [] }: Definition): Histogram {
    return new Histogram({
      name,
      help,
      labelNames: labels,
      buckets: LATENCY_BUCKETS,
      registers: [this.registry],
    });
  }

  /** `collect` runs at each scrape and sets the gauge. */
  gauge({ name, help, labels = [] }: Definition, collect?: (gauge: Gauge) => Promise<void> | void): Gauge {
    return new Gauge({
      name,
      help,
      labelNames: labels,
      registers: [this.registry],
      ...(collect && {
        collect() {
          return collect(this);
        },
      }),
    });
  }
}
