import { styled } from '@mui/material/styles';
import { ReactNode } from 'react';
import { UrlState } from '../navigation/useUrlState';
import { token } from '../theme/tokens';
import { FilterChip } from './FilterChip';
import { SearchBox } from './SearchBox';

const Bar = styled('div')({
  display: 'flex',
  gap: 8,
  alignItems: 'center',
  flexWrap: 'wrap',
  padding: '10px 16px',
  borderBottom: `1px solid ${token('border.subtle')}`,
});

/** One thing a list can be narrowed by. */
export interface FilterField {
  /** Key in the URL. */
  key: string;
  label: string;
  options: ReadonlyArray<{ value: string; label: string }>;
  /** Key in the URL for "is not"; without it only "is" is offered. */
  notKey?: string;
  /** Free text may be added too: long lists are capped. */
  free?: boolean;
  /** What a value is called that is none of the options; absent: as it is. */
  nameOf?: (value: string) => string;
}

/**
 * One search box, then chips. Set chips are in the accent with ×. All of it
 * lives in the URL.
 */
export function FilterBar(props: {
  url: UrlState;
  fields: readonly FilterField[];
  search?: { key: string; placeholder: string };
  right?: ReactNode;
  /** Tells it from another one on the same page. */
  label?: string;
}) {
  const { url, fields, search, right } = props;
  return (
    <Bar role="search" aria-label={props.label}>
      {search && (
        <SearchBox
          placeholder={search.placeholder}
          value={url.get(search.key) ?? ''}
          onChange={value =>
            url.set({ [search.key]: value, cursor: undefined })
          }
        />
      )}
      {fields.map(field => (
        <FilterChip key={field.key} field={field} url={url} />
      ))}
      {right && <span style={{ marginLeft: 'auto' }}>{right}</span>}
    </Bar>
  );
}
