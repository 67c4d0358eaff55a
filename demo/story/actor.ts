import { type CastMember } from './cast';
import {
  type Answer,
  type ReceivedDelivery,
  type Receiver,
  startReceiver,
} from '../receiving/start-receiver';

/** A receiver of the demonstration, and everything that arrived at it. */
export class Actor {
  readonly received: ReceivedDelivery[] = [];
  isRepaired = false;
  private receiver: Receiver;
  /** Known once its webhook is registered. */
  secret = '';

  private constructor(readonly member: CastMember) {}

  static async start(member: CastMember, onDelivery: (delivery: ReceivedDelivery) => void): Promise<Actor> {
    const actor = new Actor(member);
    actor.receiver = await startReceiver({
      port: 0,
      secret: () => actor.secret,
      answer: () => actor.nextAnswer(),
      onDelivery: (delivery) => {
        actor.received.push(delivery);
        onDelivery(delivery);
      },
    });
    return actor;
  }

  get url(): string {
    return this.receiver.url;
  }

  close(): Promise<void> {
    return this.receiver.close();
  }

  private nextAnswer(): Answer {
    const { isDeadUntilRepaired, firstAnswers } = this.member;
    if (isDeadUntilRepaired && !this.isRepaired) return 'hang-up';
    return firstAnswers?.[this.received.length] ?? 200;
  }
}
