import { styled } from '@mui/material/styles';
import {
  Card,
  formatCount,
  formatPercent,
  HowComputed,
  Muted,
  token,
} from '@quarterdeck/plugin-portal-react';
import { Coverage } from '@quarterdeck/plugin-security-common';
import { stageCounts } from './stageCounts';

const Lines = styled('dl')({
  margin: 0,
  display: 'grid',
  gridTemplateColumns: 'max-content minmax(0, 1fr) max-content',
  gap: '6px 12px',
  alignItems: 'center',
  fontSize: 13,
  '& dd': { margin: 0 },
  '& span[data-bar]': {
    display: 'block',
    height: 10,
    minWidth: 2,
    borderRadius: 2,
    background: token('accent.base'),
  },
});

/** In which stage findings were first caught: the earlier the cheaper. */
export function FirstCaught({ items }: { items: readonly Coverage[] }) {
  const stages = stageCounts(items);
  const total = stages.reduce((sum, { count }) => sum + count, 0);
  const most = Math.max(1, ...stages.map(({ count }) => count));
  return (
    <Card
      title="First caught in"
      right={
        <HowComputed about="First caught in">
          The stage of the run whose scan first had a finding, over 90 days, of
          the services loaded above. Without a known run it stands under
          “outside of pipelines”.
        </HowComputed>
      }
    >
      {total === 0 ? (
        <Muted>Nothing was caught in the last 90 days.</Muted>
      ) : (
        <Lines>
          {stages.map(({ stage, count }) => (
            <div key={stage ?? ''} style={{ display: 'contents' }}>
              <dt>{stage ?? 'outside of pipelines'}</dt>
              <dd>
                <span data-bar style={{ width: `${(count / most) * 100}%` }} />
              </dd>
              <dd>
                {formatCount(count)}{' '}
                <Muted>{formatPercent(count / total)}</Muted>
              </dd>
            </div>
          ))}
        </Lines>
      )}
    </Card>
  );
}
