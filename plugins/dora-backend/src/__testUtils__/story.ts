import { deployEvent, hour, pushEvent } from '../testing/events';

/** The first twenty days. */
export const range = `from=${hour(0)}&to=${hour(20 * 24)}`;

/** A metric's tile of an overview. */
export const tileOf = (
  body: {
    tiles: { metric: string; value: number | null; status: string }[];
  },
  metric: string,
) => body.tiles.find(tile => tile.metric === metric);

/** Pushes c1, c2 … every 10 hours; each is deployed two hours later. */
export const story = (count: number) =>
  Array.from({ length: count }, (_, i) => {
    const at = 10 * (i + 1);
    const before = i === 0 ? undefined : `c${i}`;
    return [
      pushEvent({ before, after: `c${i + 1}` }, at),
      deployEvent({ externalId: `d${i + 1}`, sha: `c${i + 1}` }, at + 2),
    ];
  }).flat();
