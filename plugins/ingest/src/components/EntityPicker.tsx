import { useDeferredValue, useState } from 'react';
import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import { token } from '@quarterdeck/plugin-portal-react';
import { EntityChoice, useEntitySearch } from '../api/useEntitySearch';

/** Chooses one entity of the catalog by typing part of its name. */
export function EntityPicker(props: {
  label: string;
  value: EntityChoice | null;
  onChange: (entity: EntityChoice | null) => void;
}) {
  const [text, setText] = useState('');
  const search = useEntitySearch(useDeferredValue(text));
  return (
    <Autocomplete
      size="small"
      options={search.data ?? []}
      value={props.value}
      loading={search.isPending}
      loadingText="Searching the catalog"
      noOptionsText={
        search.isError
          ? 'The catalog did not answer. Type again to retry.'
          : 'No entity has this in its name'
      }
      // The catalog has filtered already.
      filterOptions={options => options}
      getOptionLabel={option => option.ref}
      getOptionKey={option => option.ref}
      isOptionEqualToValue={(option, value) => option.ref === value.ref}
      onChange={(_, entity) => props.onChange(entity)}
      onInputChange={(_, input, reason) => {
        if (reason !== 'reset') setText(input);
      }}
      renderOption={({ key, ...item }, option) => (
        <li key={key} {...item}>
          <Box component="span" sx={{ minWidth: 0 }}>
            {option.title ?? option.name}
            <Box
              component="span"
              sx={{ ml: 2, fontSize: 12, color: token('text.muted') }}
            >
              {option.ref}
            </Box>
          </Box>
        </li>
      )}
      renderInput={params => <TextField {...params} label={props.label} />}
    />
  );
}
