import { people } from '../organisation/people';
import { epssFile, kevFile } from '../security/threatFeeds';
import { api, SecurityDesk } from './securityDesk';

/** Uploads the scores and the list of what is exploited, unless they are there. */
export async function loadFeeds(
  desk: SecurityDesk,
  at: number,
): Promise<number> {
  const platform = await desk.as(people.zofia);
  const known = await desk.list(people.zofia, '/intelligence');
  let loaded = 0;
  for (const [feed, file] of [
    ['epss', epssFile],
    ['kev', kevFile],
  ] as const) {
    const isThere = known.some(
      one => one.feed === feed && Number(one.entries) > 0,
    );
    if (isThere) continue;
    await platform.ask(`${api}/intelligence/${feed}`, { body: file(at) });
    loaded += 1;
  }
  return loaded;
}
