/** Why a delivery was turned away: status, sentence, and the field to change. */
export interface Refusal {
  status: number;
  name: string;
  message: string;
  /** JSON pointer into the body, or `/query/…`. */
  path?: string;
  retryAfterSeconds?: number;
  /** Of a delivery that was kept although it was turned away. */
  receipt?: string;
}

/** Makes a {@link Refusal}. */
export const refuse = (
  status: number,
  name: string,
  message: string,
  path?: string,
): Refusal => ({ status, name, message, path });

/** Try again later: Postgres is away or too much waits. */
export const unavailable = (message: string, seconds = 2): Refusal => ({
  status: 503,
  name: 'ServiceUnavailableError',
  message,
  retryAfterSeconds: seconds,
});

/** A {@link Refusal} thrown through promise chains that read bodies. */
export class RefusalError extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.name = 'RefusalError';
    this.refusal = refusal;
  }
}
