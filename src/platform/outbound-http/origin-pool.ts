import { type Connection } from './connection';
import { type Exchange, type OutboundOutcome } from './exchange';

export interface OriginPoolOptions {
  maxConnections: number;
  open: () => Connection;
  /** Called when the last connection is gone and nobody waits for one. */
  onEmpty: () => void;
}

/** The connections of one origin: each carries one request at a time, idle ones are used again, latest first. */
export class OriginPool {
  private readonly all = new Set<Connection>();
  private readonly idle: Connection[] = [];
  /** Insertion order is the order of service; one that gives up leaves at no cost. */
  private readonly waiting = new Set<Exchange>();

  constructor(private readonly options: OriginPoolOptions) {}

  get isInUse(): boolean {
    return this.all.size > this.idle.length || this.waiting.size > 0;
  }

  async send(exchange: Exchange): Promise<OutboundOutcome> {
    this.serve(exchange, this.idle.pop() ?? this.openConnection());
    try {
      return await exchange.outcome;
    } finally {
      this.release(exchange);
    }
  }

  async destroy(): Promise<void> {
    const connections = [...this.all];
    this.all.clear();
    this.idle.length = 0;
    await Promise.all(connections.map((connection) => connection.destroy()));
  }

  private openConnection(): Connection | null {
    if (this.all.size >= this.options.maxConnections) {
      return null;
    }
    const connection = this.options.open();
    this.all.add(connection);
    connection.client.on('disconnect', () => this.dropIfIdle(connection));
    return connection;
  }

  private release(exchange: Exchange): void {
    const { connection } = exchange;
    if (connection === null) {
      this.waiting.delete(exchange);
      return;
    }
    const isReusable = exchange.isConnectionReusable && this.all.has(connection);
    const next = this.takeWaiting();
    if (!isReusable) {
      this.drop(connection);
    }
    if (next !== null) {
      this.serve(next, isReusable ? connection : this.openConnection());
    } else if (isReusable) {
      this.idle.push(connection);
    }
    this.reportIfEmpty();
  }

  private serve(exchange: Exchange, connection: Connection | null): void {
    if (connection === null) {
      this.waiting.add(exchange);
    } else {
      exchange.run(connection);
    }
  }

  private takeWaiting(): Exchange | null {
    for (const exchange of this.waiting) {
      this.waiting.delete(exchange);
      if (!exchange.isOver) {
        return exchange;
      }
    }
    return null;
  }

  /** The server or the keep-alive timer closed an idle socket. */
  private dropIfIdle(connection: Connection): void {
    const index = this.idle.indexOf(connection);
    if (index !== -1) {
      this.idle.splice(index, 1);
      this.drop(connection);
      this.reportIfEmpty();
    }
  }

  private drop(connection: Connection): void {
    this.all.delete(connection);
    void connection.destroy();
  }

  private reportIfEmpty(): void {
    if (this.all.size === 0 && this.waiting.size === 0) {
      this.options.onEmpty();
    }
  }
}
