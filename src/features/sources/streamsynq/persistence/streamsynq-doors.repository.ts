import { Injectable } from '@nestjs/common';
import { Database } from '../../../../platform/database';

/** An account's door for the Streamsynq form of leads. */
export interface StreamsynqDoor {
  readonly accountId: string;
  /** UUID: names the account in the address of the door. */
  readonly userId: string;
  /** Whether a lead that brings no evidence of consent is held back. */
  readonly isConsentRequired: boolean;
}

const COLUMNS = `account_id AS "accountId", user_id AS "userId", require_consent AS "isConsentRequired"`;

@Injectable()
export class StreamsynqDoorsRepository {
  constructor(private readonly database: Database) {}

  /** @param userId a UUID in any case */
  async findByUserId(userId: string): Promise<StreamsynqDoor | null> {
    const [door] = await this.database.query<StreamsynqDoor>(
      `SELECT ${COLUMNS} FROM streamsynq_doors WHERE user_id = $1`,
      [userId],
    );
    return door ?? null;
  }

  /** The door of an account; it is made when it is asked for first. */
  async open(accountId: string): Promise<StreamsynqDoor> {
    const [door] = await this.database.query<StreamsynqDoor>(
      `SELECT ${COLUMNS} FROM streamsynq_doors WHERE account_id = $1`,
      [accountId],
    );
    return door ?? this.insert(accountId);
  }

  async requireConsent(accountId: string, isRequired: boolean): Promise<void> {
    await this.database.query('UPDATE streamsynq_doors SET require_consent = $2 WHERE account_id = $1', [
      accountId,
      isRequired,
    ]);
  }

  /** The update changes nothing; it is there to return the row that somebody else made meanwhile. */
  private async insert(accountId: string): Promise<StreamsynqDoor> {
    const [door] = await this.database.query<StreamsynqDoor>(
      `INSERT INTO streamsynq_doors AS door (account_id) VALUES ($1)
       ON CONFLICT (account_id) DO UPDATE SET require_consent = door.require_consent
       RETURNING ${COLUMNS}`,
      [accountId],
    );
    return door!;
  }
}
