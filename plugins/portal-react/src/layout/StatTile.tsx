import { styled } from '@mui/material/styles';
import { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { HowComputed } from '../feedback/HowComputed';
import { Sparkline } from '../chart/Sparkline';
import { Icon } from '../icons/Icon';
import { StateIcon, StateName } from '../icons/StateIcon';
import { token } from '../theme/tokens';

const Row = styled('section')({
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 1fr))',
  background: token('surface.base'),
  border: `1px solid ${token('border.base')}`,
  borderRadius: 8,
  overflow: 'hidden',
  // Hairlines belong to the tiles, so that an unfilled line stays empty.
  '& > *': {
    boxShadow: `-1px 0 0 ${token('border.subtle')}, 0 -1px 0 ${token(
      'border.subtle',
    )}`,
  },
  '@media (max-width: 1279px)': {
    // Three a line; two that are left over share theirs, one has it alone.
    gridTemplateColumns: 'repeat(6, minmax(0, 1fr))',
    '& > *': { gridColumn: 'span 2' },
    '& > :nth-of-type(3n+1):nth-last-of-type(2), & > :nth-of-type(3n+2):last-of-type':
      { gridColumn: 'span 3' },
    '& > :nth-of-type(3n+1):last-of-type': { gridColumn: 'span 6' },
  },
  '@media (max-width: 719px)': {
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    '& > *': { gridColumn: 'span 1 !important' },
  },
});

/** The numbers of a page: one card with hairlines between. */
export function TileRow(props: { label: string; children: ReactNode }) {
  return <Row aria-label={props.label}>{props.children}</Row>;
}

const Tile = styled('div')({
  position: 'relative',
  background: token('surface.base'),
  padding: '12px 16px',
  display: 'flex',
  flexDirection: 'column',
  gap: 2,
  minHeight: 90,
  minWidth: 0,
  color: token('text.primary'),
});
const Label = styled('div')({
  fontSize: 12,
  lineHeight: '16px',
  fontWeight: 600,
  color: token('text.secondary'),
  display: 'flex',
  gap: 6,
  alignItems: 'center',
});
const Value = styled('div')({
  // The unit is smaller and would stretch the line: tiles line up.
  height: 28,
  fontSize: 22,
  lineHeight: '28px',
  fontWeight: 600,
  letterSpacing: '-0.2px',
  whiteSpace: 'nowrap',
  '& a': { color: 'inherit', textDecoration: 'none' },
  '& a:hover': { textDecoration: 'underline' },
  '&[data-large="true"]': { height: 32, fontSize: 28, lineHeight: '32px' },
  '& small': {
    fontSize: 13,
    fontWeight: 400,
    letterSpacing: 0,
    marginLeft: 3,
    color: token('text.secondary'),
  },
});
const Third = styled('div')({
  fontSize: 12,
  lineHeight: '16px',
  color: token('text.muted'),
  display: 'flex',
  gap: 8,
  alignItems: 'center',
  whiteSpace: 'nowrap',
  overflow: 'hidden',
  textOverflow: 'ellipsis',
});
const Fourth = styled('div')({
  // The same height with and without a value: tiles line up.
  minHeight: 16,
  marginTop: 8,
  fontSize: 12,
  lineHeight: '16px',
  color: token('text.muted'),
  minWidth: 0,
});
const Trend = styled('div')({
  position: 'absolute',
  right: 16,
  // Beside the number: the line below it is text of any length.
  top: 32,
  // Two tiles a line leave no room beside the number.
  '@media (max-width: 719px)': { display: 'none' },
});
const Change = styled('span')({
  display: 'inline-flex',
  gap: 2,
  alignItems: 'center',
  fontWeight: 600,
});

/** How a number moved against the period before. */
export interface Delta {
  /** Formatted, without a sign: the arrow has it. */
  text: string;
  direction: 'up' | 'down' | 'flat';
  /** `undefined`: inside noise, or neither good nor bad. */
  good?: boolean;
}

const changeColour = ({ good }: Delta): string => {
  if (good === undefined) return token('text.muted');
  return token(good ? 'state.success.text' : 'state.error.text');
};

/** The change as arrow (direction of the number) and colour (good or bad). */
export function DeltaText({ delta }: { delta: Delta }) {
  return (
    <Change style={{ color: changeColour(delta) }}>
      {delta.direction !== 'flat' && (
        <Icon
          name={delta.direction === 'up' ? 'up' : 'dn'}
          size={12}
          label={delta.direction}
        />
      )}
      {delta.text}
    </Change>
  );
}

/**
 * One number: what it is, how it moved, how many samples. Without a value it
 * shows "–" and the reason in the third line.
 */
export function StatTile(props: {
  label: string;
  /** `null`: no data; say why in `note`. */
  value: string | null;
  unit?: string;
  delta?: Delta;
  n?: number;
  note?: ReactNode;
  sparkline?: readonly (number | null)[];
  state?: StateName;
  howComputed?: ReactNode;
  /** The number in the size of pages that have little else. */
  large?: boolean;
  /** A fourth line: where the number lies, as a ScaleBand. */
  band?: ReactNode;
  /** Leads to what the number is made of. */
  to?: string;
}) {
  const {
    label,
    value,
    unit,
    delta,
    n,
    note,
    sparkline,
    state,
    howComputed,
    to,
  } = props;
  const number = value ?? '–';
  return (
    <Tile>
      <Label>
        {state && <StateIcon state={state} size={14} />}
        {label}
        {howComputed && <HowComputed about={label}>{howComputed}</HowComputed>}
      </Label>
      <Value data-large={props.large}>
        {to && value !== null ? <Link to={to}>{number}</Link> : number}
        {unit && value !== null && <small>{unit}</small>}
      </Value>
      <Third>
        {value !== null && delta && <DeltaText delta={delta} />}
        {n !== undefined && value !== null && (
          <span>
            {n < 5 ? `too few (${n})` : `n ${n.toLocaleString('en-US')}`}
          </span>
        )}
        {note && <span>{note}</span>}
      </Third>
      {props.band && <Fourth>{props.band}</Fourth>}
      {sparkline && value !== null && (
        <Trend>
          <Sparkline values={sparkline} />
        </Trend>
      )}
    </Tile>
  );
}
