import { z } from 'zod';
import { DAY, HOUR, startOfDay } from '../history/clock';
import { people } from '../organisation/people';
import { signInAs } from './portalPerson';

const freezes = z.object({ items: z.array(z.object({ reason: z.string() })) });

const reason = 'Stocktaking weekend: the shop changes nothing while we count';

/** From Friday evening to Monday morning of the next weekend but one. */
export function nextWeekend(now: Date): { from: string; to: string } {
  const day = startOfDay(now.getTime());
  const untilFriday = (5 - now.getUTCDay() + 7) % 7;
  const friday = day + (untilFriday + (untilFriday < 2 ? 7 : 0)) * DAY;
  return {
    from: new Date(friday + 16 * HOUR).toISOString(),
    to: new Date(friday + 2 * DAY + 30 * HOUR).toISOString(),
  };
}

/**
 * Freezes production for a coming weekend, as a person of the platform team
 * would on the page. One that is there already is left as it is. The demo goes
 * on without it where nobody may sign in like this.
 *
 * @returns a sentence about what became of it
 */
export async function freezeWeekend(
  portal: string,
  now: Date,
): Promise<string> {
  try {
    const platform = await signInAs(portal, people.bram);
    const { from, to } = nextWeekend(now);
    const path = '/api/pipelines/v1/freezes';
    const known = await platform.ask(
      `${path}?${new URLSearchParams({ from, to })}`,
    );
    if (freezes.parse(known).items.some(item => item.reason === reason)) {
      return `Production rests from ${from} already`;
    }
    await platform.ask(path, {
      body: { scope: 'all', tiers: ['production'], from, to, reason },
    });
    return `Production rests from ${from} to ${to}`;
  } catch (error) {
    return `No freeze was made: ${
      error instanceof Error ? error.message : error
    }`;
  }
}
