import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import { UrlState } from '@quarterdeck/plugin-portal-react';
import { groupOf } from './findingFilter';
import { groupWords } from './filterFields';

/** What the list is grouped by; kept in the URL. */
export function GroupPicker({ url }: { url: UrlState }) {
  return (
    <Select
      size="small"
      value={groupOf(url) ?? 'none'}
      inputProps={{ 'aria-label': 'Group by' }}
      renderValue={value => (
        <>
          Group by{' '}
          <b>
            {Object.entries(groupWords)
              .find(([key]) => key === value)?.[1]
              .toLowerCase() ?? 'none'}
          </b>
        </>
      )}
      sx={{ height: 28, fontSize: 12 }}
      onChange={event =>
        url.set({
          group: event.target.value === 'none' ? undefined : event.target.value,
        })
      }
    >
      <MenuItem value="none">None</MenuItem>
      {Object.entries(groupWords).map(([key, label]) => (
        <MenuItem key={key} value={key}>
          {label}
        </MenuItem>
      ))}
    </Select>
  );
}
