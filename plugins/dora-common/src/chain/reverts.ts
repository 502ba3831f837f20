import { ChangeSample, DoraSettings } from '../types';

/** Something that may be taken back. */
export interface RevertTarget {
  title?: string;
  number?: number;
  version?: string;
  shas: readonly string[];
}

const quoted = /This reverts commit ([0-9a-f]{7,64})/gi;

/** Whether a text names the target by a rule, whole words only. */
function names(text: string, rule: string, target: RevertTarget): boolean {
  const values: Record<string, string | undefined> = {
    $pr_title: target.title,
    $pr_number: target.number?.toString(),
    $version: target.version,
  };
  let known = true;
  let named = false;
  const filled = rule.replace(/\$(?:pr_title|pr_number|version)/g, name => {
    named = true;
    if (!values[name]) known = false;
    return values[name] ?? '';
  });
  if (!named || !known) return false;
  const at = text.indexOf(filled);
  const before = text[at - 1] ?? '';
  const after = text[at + filled.length] ?? '';
  // Not within `Revert "Revert "…""`, nor 12 within 123.
  if (at < 0 || /[\w"]/.test(before)) return false;
  return !(/\d$/.test(filled) && /\d/.test(after));
}

/** Which of the targets a change takes back (linked rule, 2.2 Datadog). */
export function revertsOf<T extends RevertTarget>(
  change: Pick<ChangeSample, 'title' | 'sourceBranch'>,
  messages: readonly string[],
  targets: readonly T[],
  { revertRules }: Pick<DoraSettings, 'revertRules'>,
): T[] {
  const texts = [change.title, change.sourceBranch ?? ''];
  const shas = messages.flatMap(message =>
    [...message.matchAll(quoted)].map(match => match[1].toLowerCase()),
  );
  return targets.filter(
    target =>
      target.shas.some(sha => shas.some(named => sha.startsWith(named))) ||
      revertRules.some(rule => texts.some(text => names(text, rule, target))),
  );
}

/** What a rule says before it names anything. */
const beginnings = new Map<string, string>();

function beginningOf(rule: string): string {
  const known = beginnings.get(rule);
  if (known !== undefined) return known;
  const beginning = rule.split('$')[0];
  beginnings.set(rule, beginning);
  return beginning;
}

/** Whether it takes back anything at all: cheap, before the targets are looked at. */
export function mayRevert(
  change: Pick<ChangeSample, 'title' | 'sourceBranch'>,
  messages: readonly string[],
  { revertRules }: Pick<DoraSettings, 'revertRules'>,
): boolean {
  const branch = change.sourceBranch ?? '';
  return (
    messages.some(message => message.includes('This reverts commit')) ||
    revertRules.some(rule => {
      const fixed = beginningOf(rule);
      return change.title.includes(fixed) || branch.includes(fixed);
    })
  );
}
