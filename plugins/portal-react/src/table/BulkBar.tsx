import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { ReactNode } from 'react';
import { formatCount } from '../format/formatNumber';
import { Muted } from '../layout/text';
import { token } from '../theme/tokens';

const Bar = styled('div')({
  position: 'sticky',
  bottom: 0,
  zIndex: 2,
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 8,
  minHeight: 44,
  padding: '6px 16px',
  background: token('surface.selected'),
  borderTop: `1px solid ${token('accent.base')}`,
  borderRadius: '0 0 8px 8px',
  fontSize: 13,
  '& strong': { fontWeight: 600 },
});

/**
 * What can be done with the chosen rows. Taking every row that matches is a second,
 * explicit step.
 */
export function BulkBar(props: {
  count: number;
  /** All that match the filter; `null` while unknown. */
  matching?: { count: number; capped?: boolean } | null;
  allMatching?: boolean;
  onAllMatching?: () => void;
  onClear: () => void;
  note?: ReactNode;
  children: ReactNode;
}) {
  const { count, matching, allMatching, onAllMatching, onClear, note } = props;
  const total =
    matching &&
    `${matching.capped ? 'over ' : ''}${formatCount(matching.count)}`;
  const offersAll =
    onAllMatching && !allMatching && matching && matching.count > count;
  return (
    <Bar role="toolbar" aria-label="Chosen rows">
      <strong aria-live="polite">
        {allMatching && total
          ? `All ${total} that match`
          : `${formatCount(count)} selected`}
      </strong>
      {props.children}
      {offersAll && (
        <Button size="small" color="inherit" onClick={onAllMatching}>
          Select all {total} that match
        </Button>
      )}
      <span style={{ marginLeft: 'auto' }} />
      {note && <Muted>{note}</Muted>}
      <Button size="small" color="inherit" onClick={onClear}>
        Clear
      </Button>
    </Bar>
  );
}
