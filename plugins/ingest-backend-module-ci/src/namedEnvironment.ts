import { environmentTier } from './environmentTier';
import { jobKind } from './jobKind';

/** What the name of a job says about a deployment. */
export interface NamedEnvironment {
  name: string;
  region?: string;
}

/** Work around a deployment: nothing is brought anywhere by it. */
const otherWork =
  /(?:^|-)(?:approv(?:e|al|als|ed)|hold|wait(?:ing)?|verif(?:y|ication)|checks?|validat(?:e|ion)|notif(?:y|ication)|announce|monitor|smoke|plan|dry|diff|lint|pre|post|prepare|before|after|destroy|teardown|stop|delete|remove|cleanup|cancel|skip|not?|never|trigger|start|schedule|queue|request|rollback|back|revert)(?:-|$)/;

/** Words that mean an environment only after "to": a stage is also a stage. */
const weakWords =
  /^(?:ci|stage|test|testing|integration|e2e|acceptance|live|local|previews?|reviews?)$/;

const target =
  /-(?:to|into|onto|in|on|for)-(?:the-)?([a-z]+\d*)(?:-env(?:ironment)?)?(?=-|$)/g;

const cloudRegion =
  /(?:^|-)((?:us|eu|ap|ca|sa|me|af|il|cn|mx|europe|asia|australia|northamerica|southamerica|africa)-(?:gov-)?(?:(?:north|south)?(?:east|west)|north|south|central)-?\d|(?:north|south|east|west|central){1,2}(?:europe|us|asia|india)\d?|uk(?:south|west))(?=-|$)/g;

const shortRegion =
  /^(?:eu\d?|us\d?|uk|ap|apac|emea|latam|na|asia|europe|americas)$/;

const isEnvironment = (word: string) =>
  environmentTier({ name: word }) !== 'other';

/** `Deploy-Prod (EU)` and `deployProd_eu` are one name: `deploy-prod-eu`. */
function plain(name: string): string {
  return name
    .slice(0, 512)
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/(^|-)pre-(?=prod)/g, '$1pre');
}

/** The only one of a list; two different ones say nothing. */
function sole(words: readonly string[]): string | undefined {
  const different = new Set(words);
  return different.size === 1 ? words[0] : undefined;
}

/** The environment a name speaks of, and its region; `undefined` when none or several. */
export function environmentIn(text: string): NamedEnvironment | undefined {
  const name = plain(text);
  // `non-prod` says what it is not, and nothing more.
  if (/(?:^|-)(?:non|not|no)-?prod/.test(name)) return undefined;
  const regions = [...name.matchAll(cloudRegion)].map(([, region]) => region);
  const words = name.replace(cloudRegion, '').split('-');
  const targets = [...`-${name}`.matchAll(target)]
    .map(([, word]) => word)
    .filter(isEnvironment);
  const environment = targets.length
    ? sole(targets)
    : sole(words.filter(word => isEnvironment(word) && !weakWords.test(word)));
  if (!environment) return undefined;
  const region = sole(
    regions.length ? regions : words.filter(word => shortRegion.test(word)),
  );
  return { name: environment, ...(region && { region }) };
}

/** Whether a name says that its work deploys. `Deploy to test` does, `Test deploy` does not. */
export function saysDeploy(text: string): boolean {
  const own = text.slice(0, 512);
  // Most work is something else, and has to be passed by quickly.
  if (!/deploy|rollout/i.test(own)) return false;
  const name = plain(own.slice(own.lastIndexOf(' / ') + 1)).replace(
    /^-|-$/g,
    '',
  );
  if (otherWork.test(name)) return false;
  const rest = `-${name}`.replace(target, (whole, word: string) =>
    isEnvironment(word) ? '' : whole,
  );
  return jobKind(rest) === 'deploy';
}
