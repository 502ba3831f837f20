import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { DoraSample } from '@quarterdeck/plugin-dora-common';
import {
  EmptyState,
  Icon,
  Muted,
  RelativeTime,
  StateIcon,
  StateName,
  token,
} from '@quarterdeck/plugin-portal-react';
import { formatSpan } from '../words/formatSpan';
import { kindWords } from '../words/kindWords';
import { SampleDetail } from './SampleDetail';
import { deploymentName, sampleName } from './sampleText';

const List = styled('ul')({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  '& > li + li': { borderTop: `1px solid ${token('border.subtle')}` },
  '& > li > button': {
    display: 'grid',
    gridTemplateColumns: '16px minmax(0, 1fr) auto 16px',
    columnGap: 8,
    alignItems: 'center',
    width: '100%',
    minHeight: 44,
    padding: '4px 0',
    border: 0,
    background: 'none',
    font: 'inherit',
    fontSize: 13,
    lineHeight: '18px',
    textAlign: 'left',
    color: token('text.primary'),
    cursor: 'pointer',
  },
  '& > li > button:hover': { background: token('surface.hover') },
  '& > li > button > span': {
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  '& > li > button > span:nth-of-type(2)': { textAlign: 'right' },
});

function stateOf({ deployment, recovery }: DoraSample): StateName {
  if (!deployment.counted) return 'skipped';
  if (recovery) return recovery.recoveredAt === null ? 'error' : 'success';
  if (deployment.failed) return 'error';
  return deployment.outcome === 'succeeded' ? 'success' : 'warn';
}

function wordOf(sample: DoraSample): string {
  const { deployment, recovery, seconds } = sample;
  if (recovery && recovery.recoveredAt === null) return 'open';
  if (seconds !== null) {
    return `${formatSpan(seconds)}${sample.clamped ? ' (clamped)' : ''}`;
  }
  if (deployment.failed) return 'Failed';
  return kindWords[deployment.kind];
}

/** Samples in lines that unfold. */
export function SampleList(props: {
  items: readonly DoraSample[];
  /** The one that is unfolded. */
  opened: string | undefined;
  onToggle: (id: string) => void;
  more?: { load: () => void; loading: boolean };
}) {
  const { items, opened, onToggle, more } = props;
  if (items.length === 0) {
    return (
      <EmptyState
        icon="dora"
        title="No sample here"
        reason="Nothing in this part of the time belongs to it."
      />
    );
  }
  return (
    <>
      <List aria-label="Samples">
        {items.map(sample => (
          <li key={sample.id}>
            <button
              type="button"
              aria-expanded={sample.id === opened}
              onClick={() => onToggle(sample.id)}
            >
              {sample.leadTime ? (
                <Icon name="commit" size={14} />
              ) : (
                <StateIcon state={stateOf(sample)} size={14} />
              )}
              <span title={sampleName(sample)}>
                {sampleName(sample)}
                <br />
                <Muted>
                  {sample.leadTime && `${deploymentName(sample.deployment)}, `}
                  <RelativeTime at={sample.at} />
                </Muted>
              </span>
              <span>{wordOf(sample)}</span>
              <Icon name={sample.id === opened ? 'chevu' : 'chev'} size={14} />
            </button>
            {sample.id === opened && <SampleDetail sample={sample} />}
          </li>
        ))}
      </List>
      {more && (
        <Button
          variant="outlined"
          size="small"
          disabled={more.loading}
          onClick={more.load}
          sx={{ alignSelf: 'center' }}
        >
          {more.loading ? 'Loading' : 'Load 50 more'}
        </Button>
      )}
    </>
  );
}
