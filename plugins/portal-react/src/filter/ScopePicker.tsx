import { useDeferredValue, useState } from 'react';
import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { Icon } from '../icons/Icon';
import { useScope } from './useScope';
import { ScopeOption, useScopeOptions } from './useScopeOptions';

const isIn = (text: string, option: ScopeOption) =>
  `${option.label} ${option.value}`
    .toLocaleLowerCase('en-US')
    .includes(text.trim().toLocaleLowerCase('en-US'));

/**
 * Me, a team, a system, a domain, one component, or everything: by choosing, or
 * by typing a part of its name. Kept in `?scope=` and per person.
 */
export function ScopePicker() {
  const { scope, setScope } = useScope();
  const [text, setText] = useState('');
  const options = useScopeOptions(useDeferredValue(text));
  const value = scope ?? 'all';
  // What was chosen elsewhere may not be in the list.
  const chosen = options.find(option => option.value === value) ?? {
    value,
    label: value.split('/').pop() ?? value,
    group: '',
  };
  return (
    <Autocomplete
      size="small"
      disableClearable
      autoHighlight
      selectOnFocus
      sx={{ width: 200 }}
      options={options}
      value={chosen}
      groupBy={option => option.group}
      getOptionKey={option => option.value}
      getOptionLabel={option => option.label}
      isOptionEqualToValue={(option, other) => option.value === other.value}
      filterOptions={all => all.filter(option => isIn(text, option))}
      noOptionsText="Nothing in the catalog has this in its name"
      onInputChange={(_, input, reason) =>
        setText(reason === 'input' ? input : '')
      }
      onChange={(_, option) =>
        setScope(option.value === 'all' ? undefined : option.value)
      }
      ListboxProps={{ style: { fontSize: 13, lineHeight: '20px' } }}
      slotProps={{ popper: { style: { width: 280 }, placement: 'bottom-end' } }}
      renderInput={params => (
        <TextField
          {...params}
          InputProps={{
            ...params.InputProps,
            startAdornment: <Icon name="team" size={14} />,
          }}
          inputProps={{ ...params.inputProps, 'aria-label': 'Scope' }}
        />
      )}
    />
  );
}
