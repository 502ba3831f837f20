import Button from '@mui/material/Button';
import useMediaQuery from '@mui/material/useMediaQuery';
import { styled } from '@mui/material/styles';
import { useMemo, useState } from 'react';
import { HiddenText } from '../layout/text';
import { token } from '../theme/tokens';
import { DiffPair, foldPairs, pairRows } from './diffBlocks';
import { DiffRow, diffLines, markWords } from './diffLines';

const Frame = styled('div')({
  border: `1px solid ${token('border.subtle')}`,
  borderRadius: 6,
  background: token('surface.sunken'),
  overflow: 'auto',
  maxHeight: 480,
  fontFamily: 'var(--qd-font-mono)',
  fontSize: 12,
  lineHeight: '20px',
});
const Line = styled('div')({
  display: 'flex',
  gap: 8,
  minWidth: 0,
  padding: '0 8px',
  whiteSpace: 'pre-wrap',
  overflowWrap: 'anywhere',
  '& i': {
    fontStyle: 'normal',
    flex: 'none',
    width: 32,
    textAlign: 'right',
    color: token('text.muted'),
    userSelect: 'none',
  },
  '& b': { fontWeight: 400, flex: 'none', width: 8, userSelect: 'none' },
  '&[data-kind="removed"]': { background: token('state.error.soft') },
  '&[data-kind="added"]': { background: token('state.success.soft') },
  '& mark': { background: 'none', color: 'inherit', fontWeight: 600 },
  '&[data-kind="removed"] mark': { textDecoration: 'line-through' },
  '&[data-kind="added"] mark': { textDecoration: 'underline' },
});
const Split = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
});

const signs = { same: ' ', removed: '−', added: '+' };
const words = { same: '', removed: 'Removed: ', added: 'Added: ' };

const numberOf = (row: DiffRow, side: 'before' | 'after') => {
  if (row.kind === 'same') return row[side];
  return row.kind === 'removed' ? row.before : row.after;
};

function DiffLine(props: {
  row: DiffRow | null;
  other: DiffRow | null;
  side: 'before' | 'after';
}) {
  const { row, other, side } = props;
  if (!row) return <Line> </Line>;
  const replaced = row.kind !== 'same' && other && other.kind !== 'same';
  return (
    <Line data-kind={row.kind}>
      <i aria-hidden>{numberOf(row, side)}</i>
      <b aria-hidden>{signs[row.kind]}</b>
      <span>
        {words[row.kind] && <HiddenText>{words[row.kind]}</HiddenText>}
        {replaced
          ? markWords(row.text, other.text).map((part, index) =>
              part.changed ? (
                <mark key={index}>{part.text}</mark>
              ) : (
                <span key={index}>{part.text}</span>
              ),
            )
          : row.text || ' '}
      </span>
    </Line>
  );
}

function Pairs({ pairs, split }: { pairs: DiffPair[]; split: boolean }) {
  if (split) {
    return pairs.map(({ left, right }, index) => (
      <Split key={index}>
        <DiffLine row={left} other={right} side="before" />
        <DiffLine row={right} other={left} side="after" />
      </Split>
    ));
  }
  return pairs.map(({ left, right }, index) => (
    <div key={index}>
      {left && <DiffLine row={left} other={right} side="before" />}
      {right && right.kind !== 'same' && (
        <DiffLine row={right} other={left} side="after" />
      )}
    </div>
  ));
}

function Fold({ pairs, split }: { pairs: DiffPair[]; split: boolean }) {
  const [open, setOpen] = useState(false);
  if (open) return <Pairs pairs={pairs} split={split} />;
  return (
    <Button
      fullWidth
      size="small"
      color="inherit"
      onClick={() => setOpen(true)}
    >
      {pairs.length} equal lines
    </Button>
  );
}

/**
 * Two texts compared: side by side from 1280 on, else one below the other. Signs
 * and words beside the colour; equal runs over six lines are folded.
 */
export function DiffView(props: {
  label: string;
  before: string;
  after: string;
  mode?: 'split' | 'unified';
}) {
  const { label, before, after, mode } = props;
  const wide = useMediaQuery('(min-width: 1280px)');
  const split = mode ? mode === 'split' : wide;
  const blocks = useMemo(
    () => foldPairs(pairRows(diffLines(before, after))),
    [before, after],
  );
  return (
    <Frame role="region" aria-label={label} tabIndex={0}>
      {blocks.length === 0 && <Line>Nothing on both sides</Line>}
      {blocks.map((block, index) =>
        block.kind === 'fold' ? (
          <Fold key={index} pairs={block.pairs} split={split} />
        ) : (
          <Pairs key={index} pairs={block.pairs} split={split} />
        ),
      )}
    </Frame>
  );
}
