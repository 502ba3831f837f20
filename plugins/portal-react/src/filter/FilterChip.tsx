import Checkbox from '@mui/material/Checkbox';
import Popover from '@mui/material/Popover';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { Icon } from '../icons/Icon';
import { UrlState } from '../navigation/useUrlState';
import { token } from '../theme/tokens';
import type { FilterField } from './FilterBar';

const Chip = styled('span')({
  display: 'inline-flex',
  alignItems: 'stretch',
  height: 28,
  maxWidth: 320,
  borderRadius: 6,
  border: `1px solid ${token('border.base')}`,
  background: token('surface.base'),
  '&[data-on="true"]': {
    borderColor: token('accent.base'),
    background: token('accent.soft'),
  },
  '& button': {
    display: 'inline-flex',
    alignItems: 'center',
    gap: 5,
    minWidth: 0,
    border: 0,
    background: 'none',
    padding: '0 8px',
    font: 'inherit',
    fontSize: 12,
    color: token('text.secondary'),
    cursor: 'pointer',
    whiteSpace: 'nowrap',
    borderRadius: 6,
  },
  '& b': {
    color: token('text.primary'),
    fontWeight: 600,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
});
const Panel = styled('div')({
  width: 260,
  padding: 8,
  display: 'flex',
  flexDirection: 'column',
  gap: 4,
  fontSize: 13,
  '& input[type="text"]': {
    height: 28,
    border: `1px solid ${token('border.control')}`,
    borderRadius: 6,
    padding: '0 8px',
    font: 'inherit',
    background: token('surface.base'),
    color: token('text.primary'),
  },
});
const Options = styled('div')({ maxHeight: 280, overflowY: 'auto' });
const Option = styled('label')({
  display: 'flex',
  alignItems: 'center',
  gap: 4,
  minHeight: 28,
  borderRadius: 4,
  cursor: 'pointer',
  overflowWrap: 'anywhere',
  '&:hover': { background: token('surface.hover') },
});

/** A filter: closed it says what is set, open it offers the values. */
export function FilterChip(props: { field: FilterField; url: UrlState }) {
  const { field, url } = props;
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [needle, setNeedle] = useState('');
  const not = field.notKey ? url.list(field.notKey) : [];
  const negated = not.length > 0;
  const chosen = negated ? not : url.list(field.key);
  const labelOf = (value: string) =>
    field.options.find(option => option.value === value)?.label ??
    field.nameOf?.(value) ??
    value;
  const write = (values: string[], negate: boolean) =>
    url.set({
      [field.key]: negate ? [] : values,
      ...(field.notKey && { [field.notKey]: negate ? values : [] }),
      cursor: undefined,
    });
  const toggle = (value: string) =>
    write(
      chosen.includes(value)
        ? chosen.filter(item => item !== value)
        : [...chosen, value],
      negated,
    );
  const unknown = chosen
    .filter(value => !field.options.some(option => option.value === value))
    .map(value => ({ value, label: labelOf(value) }));
  const shown = [...unknown, ...field.options].filter(option =>
    option.label.toLocaleLowerCase().includes(needle.toLocaleLowerCase()),
  );
  const exact = shown.some(option => option.label === needle.trim());
  const words = chosen.map(labelOf).join(', ');
  return (
    <Chip data-on={chosen.length > 0}>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={event => setAnchor(event.currentTarget)}
      >
        {field.label}
        {chosen.length > 0 ? (
          <b title={words}>
            {negated ? 'not ' : ''}
            {words}
          </b>
        ) : (
          <Icon name="chev" size={10} />
        )}
      </button>
      {chosen.length > 0 && (
        <button
          type="button"
          aria-label={`Remove the filter ${field.label}`}
          onClick={() => write([], false)}
        >
          <Icon name="x" size={10} />
        </button>
      )}
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{
          paper: { 'aria-label': `Filter by ${field.label}`, role: 'dialog' },
        }}
      >
        <Panel>
          {(field.options.length > 8 || field.free) && (
            <input
              type="text"
              aria-label={`Find in ${field.label}`}
              placeholder="Find"
              value={needle}
              onChange={event => setNeedle(event.target.value)}
            />
          )}
          {field.notKey && chosen.length > 0 && (
            <Option>
              <Checkbox
                size="small"
                checked={negated}
                onChange={() => write(chosen, !negated)}
              />
              is not
            </Option>
          )}
          <Options>
            {field.free && needle.trim() && !exact && (
              <Option>
                <Checkbox
                  size="small"
                  checked={false}
                  onChange={() => {
                    toggle(needle.trim());
                    setNeedle('');
                  }}
                />
                “{needle.trim()}”
              </Option>
            )}
            {shown.slice(0, 100).map(option => (
              <Option key={option.value}>
                <Checkbox
                  size="small"
                  checked={chosen.includes(option.value)}
                  onChange={() => toggle(option.value)}
                />
                {option.label}
              </Option>
            ))}
            {shown.length === 0 && !needle && (
              <span>Nothing to choose from</span>
            )}
          </Options>
        </Panel>
      </Popover>
    </Chip>
  );
}
