import { setTimeout as sleep } from 'node:timers/promises';
import { Request } from 'express';
import { DeliveryRow } from '../database/deliveries';

const pollMs = 250;

/** Reads a delivery until it is not on its way any more, or the time is over. */
export async function waitForEnd(
  read: () => Promise<DeliveryRow>,
  seconds: number,
  request: Request,
): Promise<DeliveryRow> {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    const row = await read();
    const left = until - Date.now();
    if (row.status !== 'receiving' || left <= 0 || request.destroyed) {
      return row;
    }
    await sleep(Math.min(pollMs, left));
  }
}
