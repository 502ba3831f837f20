import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { eventInputSchema } from '../doorAnswers';
import { eventRegistry, isEventType } from './eventRegistry';
import { parseSubjectKey } from './subject';

const document = readFileSync(
  resolve(__dirname, '../../../../docs/providers/own-events.md'),
  'utf8',
);

/** Bodies of the document: its JSON blocks, and what its curl line sends. */
const bodies = [
  ...[...document.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text]) => text),
  ...[...document.matchAll(/^curl .* --data '(\{.*\})'$/gm)].map(
    ([, text]) => text,
  ),
  // The GitLab snippet, with its variables filled in.
  ...[...document.matchAll(/--data "(\{.*\})"$/gm)].map(([, text]) =>
    text
      .replaceAll('\\"', '"')
      .replaceAll('$now', '2026-03-01T10:00:00Z')
      .replace(/\$CI_[A-Z_]+/g, 'x'),
  ),
];

const items = bodies.flatMap((text): unknown[] => {
  const value: unknown = JSON.parse(text);
  return Array.isArray(value) ? value : [value];
});

describe('the documented events of our own', () => {
  it('are found: four blocks, the curl line and the GitLab snippet', () => {
    expect(bodies).toHaveLength(6);
  });

  it.each(items.map((item, index) => [index + 1, item] as const))(
    'example %d is taken by the door and by the registry',
    (_, item) => {
      const { type, data, subject, entity } = eventInputSchema.parse(item);
      if (!isEventType(type)) throw new Error(`${type} is no type of ours`);
      expect(eventRegistry[type].safeParse(data).error).toBeUndefined();
      expect(subject ?? entity).toBeDefined();
      // A subject as one string must be readable.
      const key = typeof subject === 'string' ? subject : 'host/project';
      expect(parseSubjectKey(key)).toBeDefined();
    },
  );
});
