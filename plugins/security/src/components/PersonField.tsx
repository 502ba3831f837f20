import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { catalogApiRef } from '@backstage/plugin-catalog-react';

/** A person of the catalog. */
interface Person {
  ref: string;
  label: string;
}

const nameOf = (ref: string) => ref.slice(ref.indexOf('/') + 1);

/** Who looks at the page, as the catalog names them. */
export function useMe(): string | undefined {
  const identity = useApi(identityApiRef);
  const { data } = useQuery({
    queryKey: ['portal', 'me'],
    staleTime: Infinity,
    queryFn: () => identity.getBackstageIdentity(),
  });
  return data?.userEntityRef;
}

/** Picks a person of the catalog by name; "me" stands first. */
export function PersonField(props: {
  label: string;
  value: string | null;
  onChange: (ref: string | null) => void;
  required?: boolean;
}) {
  const { label, value, onChange, required } = props;
  const catalog = useApi(catalogApiRef);
  const me = useMe();
  const [text, setText] = useState('');
  const { data } = useQuery({
    queryKey: ['security', 'people', text],
    queryFn: async (): Promise<Person[]> => {
      const { items } = await catalog.queryEntities({
        filter: { kind: 'User' },
        fullTextFilter: text
          ? {
              term: text,
              fields: ['metadata.name', 'spec.profile.displayName'],
            }
          : undefined,
        limit: 20,
      });
      return items.map(entity => {
        const profile = entity.spec?.profile;
        const display =
          profile && typeof profile === 'object' && !Array.isArray(profile)
            ? profile.displayName
            : undefined;
        return {
          ref: stringifyEntityRef(entity).toLocaleLowerCase('en-US'),
          label: typeof display === 'string' ? display : entity.metadata.name,
        };
      });
    },
  });
  const mine: Person[] = me ? [{ ref: me, label: 'Me' }] : [];
  const options = [...mine, ...(data ?? []).filter(({ ref }) => ref !== me)];
  const chosen = value
    ? options.find(({ ref }) => ref === value) ?? {
        ref: value,
        label: nameOf(value),
      }
    : null;
  return (
    <Autocomplete
      size="small"
      options={options}
      value={chosen}
      filterOptions={all => all}
      isOptionEqualToValue={(one, other) => one.ref === other.ref}
      getOptionLabel={({ label: name }) => name}
      onInputChange={(_, input, cause) => {
        if (cause !== 'reset') setText(input);
      }}
      onChange={(_, person) => onChange(person?.ref ?? null)}
      renderInput={params => (
        <TextField {...params} label={label} required={required} />
      )}
    />
  );
}
