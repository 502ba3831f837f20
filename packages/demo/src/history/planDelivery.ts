import { DemoSource } from '../organisation/sources';
import { PlannedDelivery } from './plan';
import { digest } from './random';

/** A UUID that follows from the parts alone. */
export function uuidOf(...parts: (string | number)[]): string {
  const hex = digest(...parts);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** A delivery of any sender; its id follows from what it is about, so that it is the same every time. */
export function planDeliveryOf(
  source: DemoSource,
  at: number,
  event: string,
  about: (string | number)[],
  body: PlannedDelivery['body'],
): PlannedDelivery {
  const deliveryId = uuidOf('delivery', source, event, ...about);
  return { source, at, event, deliveryId, body };
}

/** A delivery of GitHub. */
export function planDelivery(
  at: number,
  event: string,
  about: (string | number)[],
  body: () => object,
): PlannedDelivery {
  return planDeliveryOf('github', at, event, about, body);
}
