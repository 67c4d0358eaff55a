import { type ReceivedDelivery, type Receiver, startReceiver } from '../receiving/start-receiver';
import { isVerified } from '../receiving/verify-delivery';

export interface InboxOptions {
  onDelivery: (delivery: ReceivedDelivery) => void;
  /** Body of its answers; a plain sentence unless told. */
  answerText?: string;
}

/** A receiver, and everything that arrived at it. */
export class Inbox {
  readonly received: ReceivedDelivery[] = [];
  /** Known once its address is registered. */
  secret = '';
  private receiver: Receiver;

  static async start({ onDelivery, answerText }: InboxOptions): Promise<Inbox> {
    const inbox = new Inbox();
    inbox.receiver = await startReceiver({
      port: 0,
      secret: () => inbox.secret,
      ...(answerText !== undefined && { answerText }),
      onDelivery: (delivery) => {
        inbox.received.push(delivery);
        onDelivery(delivery);
      },
    });
    return inbox;
  }

  get url(): string {
    return this.receiver.url;
  }

  close(): Promise<void> {
    return this.receiver.close();
  }
}

/** What a delivery tells. */
export interface ToldEvent {
  id: string;
  type: string;
  data: Record<string, unknown>;
}

/** The events of verified deliveries, each once: delivery is at least once. */
export function eventsIn(received: readonly ReceivedDelivery[]): ToldEvent[] {
  const events = received
    .filter(({ verification }) => isVerified(verification))
    .map(({ body }) => JSON.parse(body) as ToldEvent);
  return [...new Map(events.map((event) => [event.id, event])).values()];
}
