import { TestTrial } from './junitFile';
import { shareOf } from './share';

const linesPerFile = 60;
const DAY_MS = 86_400_000;

/** The LCOV file of a service's unit tests; coverage drifts a little from week to week. */
export function coverageFile({ suite, numbered }: TestTrial): string {
  const { repository, createdAt, commit } = numbered.run;
  const week = Math.floor(createdAt / (7 * DAY_MS));
  const drift =
    4 * (shareOf('coverage', repository.name, week) - 0.4) +
    shareOf('coverage', commit.sha) * 0.6;
  const records = Array.from({ length: suite.files }, (_, index) => {
    const topic = repository.topics[index % repository.topics.length];
    const file = `src/${topic.replace(/[^a-z]+/gi, '_')}/file${index}`;
    const own = (shareOf('file', repository.name, index) - 0.5) * 12;
    const share = Math.min(0.99, (suite.coverage + drift + own) / 100);
    const hit = Math.round(linesPerFile * share);
    return [
      'TN:',
      `SF:${file}`,
      ...Array.from(
        { length: linesPerFile },
        (_line, line) => `DA:${line + 1},${line < hit ? 1 : 0}`,
      ),
      `LF:${linesPerFile}`,
      `LH:${hit}`,
      'end_of_record',
    ].join('\n');
  });
  return `${records.join('\n')}\n`;
}
