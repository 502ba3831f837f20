import { styled } from '@mui/material/styles';
import { Measured } from '@quarterdeck/plugin-pipelines-common';
import {
  Ellipsis,
  formatDuration,
  Muted,
  PersonChip,
  RelativeTime,
  StatusChip,
  TextLink,
  token,
} from '@quarterdeck/plugin-portal-react';
import { BranchNow } from '../api/answerTypes';
import { runHref, stateOf } from './runWords';

const Strip = styled('section')({
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fit, minmax(240px, 1fr))',
  gap: 1,
  background: token('border.subtle'),
  border: `1px solid ${token('border.base')}`,
  borderRadius: 8,
  overflow: 'hidden',
});
const Item = styled('div')({
  background: token('surface.base'),
  padding: '12px 16px',
  display: 'flex',
  flexDirection: 'column',
  gap: 4,
  minWidth: 0,
  '& h3': {
    margin: 0,
    fontSize: 12,
    lineHeight: '16px',
    fontWeight: 600,
    color: token('text.secondary'),
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
});

const againstMedian = (seconds: number, median: Measured): string => {
  const took = formatDuration(seconds);
  if (median.value === null) return took;
  return median.tooFew
    ? `${took}, too few for a median (${median.n})`
    : `${took}, median ${formatDuration(median.value)}`;
};

/** The default branch now, a box per pipeline: result, age, duration, who broke it. */
export function BranchNowStrip({
  pipelines,
}: {
  pipelines: readonly BranchNow[];
}) {
  return (
    <Strip aria-label="Default branch now">
      {pipelines.map(
        ({ pipeline, branch, run, activeRun, failing, ...rest }) => (
          <Item key={`${rest.instance}/${rest.project}/${pipeline.key}`}>
            <h3 title={`${pipeline.name} on ${branch}`}>
              {pipeline.name} on {branch}
            </h3>
            <TextLink to={runHref(run)} style={{ fontWeight: 600 }}>
              <StatusChip
                state={stateOf(rest.status)}
                word={rest.status.word}
              />
            </TextLink>
            <Muted>
              <RelativeTime at={run.finishedAt ?? run.listedAt} />
              {run.runSeconds !== null &&
                `, ${againstMedian(run.runSeconds, rest.medianRunSeconds)}`}
            </Muted>
            {failing && (
              <Muted>
                <Ellipsis title={failing.brokenBy.title ?? undefined}>
                  since{' '}
                  <TextLink to={runHref(failing.brokenBy.run)}>
                    {failing.brokenBy.title ?? 'the first red run'}
                  </TextLink>
                </Ellipsis>
              </Muted>
            )}
            {failing?.brokenBy.author && (
              <Muted>
                <PersonChip person={failing.brokenBy.author} />
              </Muted>
            )}
            {activeRun && (
              <Muted>
                <TextLink to={runHref(activeRun)}>
                  {activeRun.status.word} now:{' '}
                  {activeRun.title ?? 'a newer run'}
                </TextLink>
              </Muted>
            )}
          </Item>
        ),
      )}
    </Strip>
  );
}
