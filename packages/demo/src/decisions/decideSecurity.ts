import { PlannedDelivery } from '../history/plan';
import { callerWith } from '../send/portalPerson';
import { acceptRisks } from './acceptRisks';
import { askGates, setPolicies } from './askGates';
import { decideFindings } from './decideFindings';
import { keepViews } from './keepViews';
import { loadFeeds } from './loadFeeds';
import { rotateSecrets } from './rotateSecrets';
import { scannedCommits } from './scannedCommits';
import { createSecurityDesk } from './securityDesk';

/**
 * What the people of the demo have decided about its findings, by the same API as
 * the pages: feeds, policies, questions of pipelines, triage, accepted risks,
 * rotated secrets, saved views. What is there already is left as it is. The demo
 * goes on without it where nobody may sign in like this.
 *
 * @returns a sentence about what became of it
 */
export async function decideSecurity(options: {
  portal: string;
  /** What the pipelines of the demo send their reports with. */
  token: string;
  history: readonly PlannedDelivery[];
  now: Date;
}): Promise<string> {
  const { portal, token, history, now } = options;
  try {
    const desk = createSecurityDesk(portal);
    const feeds = await loadFeeds(desk, now.getTime());
    const policies = await setPolicies(desk, now.getTime());
    const asked = await askGates(
      desk,
      callerWith(portal, token),
      scannedCommits(history),
    );
    const decided = await decideFindings(desk);
    const accepted = await acceptRisks(desk);
    const rotated = await rotateSecrets(desk);
    const views = await keepViews(desk);
    return `Security: ${feeds} feeds, ${policies} policies, ${asked} gates asked, ${decided} findings decided, ${accepted} risks accepted, ${rotated} secrets, ${views} views`;
  } catch (error) {
    return `Not all was decided about findings: ${
      error instanceof Error ? error.message : error
    }`;
  }
}
