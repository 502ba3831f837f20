import { DoraSample } from '@quarterdeck/plugin-dora-common';

type Mark = DoraSample['marks'][number];

const methods: Record<Mark['method'], string> = {
  human: 'a person said so',
  explicit_link: 'an incident names it',
  rollback: 'it was rolled back',
  linked_revert: 'its change was reverted',
  rule: 'a rule',
  time: 'an incident soon after it',
};

/** Why a deployment counts as failed, with how sure that is. */
export function markText(mark: Mark): string {
  const role = mark.role === 'affected' ? 'On top of it: ' : '';
  const sure = `${Math.round(mark.confidence * 100)} % sure`;
  return `${role}${methods[mark.method]} (${sure}): ${mark.detail}`;
}
