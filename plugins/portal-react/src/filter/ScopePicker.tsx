import ListSubheader from '@mui/material/ListSubheader';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import { useQuery } from '@tanstack/react-query';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Icon } from '../icons/Icon';
import { useScope } from './useScope';

const kinds = [
  { kind: 'Group', title: 'Teams' },
  { kind: 'System', title: 'Systems' },
  { kind: 'Domain', title: 'Domains' },
];

const nameOf = (entity: Entity): string => {
  const profile = entity.spec?.profile;
  const display =
    profile && typeof profile === 'object' && !Array.isArray(profile)
      ? profile.displayName
      : undefined;
  return typeof display === 'string'
    ? display
    : entity.metadata.title ?? entity.metadata.name;
};

/** Me, a team, a system, a domain, or everything. Kept in `?scope=` and per person. */
export function ScopePicker() {
  const { scope, setScope } = useScope();
  const catalog = useApi(catalogApiRef);
  const identity = useApi(identityApiRef);
  const { data } = useQuery({
    queryKey: ['portal', 'scopes'],
    staleTime: 300_000,
    queryFn: async () => {
      const me = await identity.getBackstageIdentity();
      const { items } = await catalog.queryEntities({
        filter: { kind: kinds.map(({ kind }) => kind) },
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.title',
          'spec.profile',
        ],
        limit: 500,
      });
      return { me: me.userEntityRef, items };
    },
  });
  const value = scope ?? 'all';
  const options = (data?.items ?? []).map(entity => ({
    kind: entity.kind,
    ref: stringifyEntityRef(entity).toLocaleLowerCase('en-US'),
    label: nameOf(entity),
  }));
  const known =
    value === 'all' ||
    value === data?.me ||
    options.some(option => option.ref === value);
  return (
    <Select
      size="small"
      value={value}
      inputProps={{ 'aria-label': 'Scope' }}
      startAdornment={<Icon name="team" size={14} />}
      onChange={event =>
        setScope(event.target.value === 'all' ? undefined : event.target.value)
      }
    >
      <MenuItem value="all">Everything</MenuItem>
      {data && <MenuItem value={data.me}>Mine</MenuItem>}
      {!known && <MenuItem value={value}>{value.split('/').pop()}</MenuItem>}
      {kinds.flatMap(({ kind, title }) => {
        const group = options.filter(option => option.kind === kind);
        if (group.length === 0) return [];
        return [
          <ListSubheader key={kind}>{title}</ListSubheader>,
          ...group
            .sort((a, b) => a.label.localeCompare(b.label))
            .map(option => (
              <MenuItem key={option.ref} value={option.ref}>
                {option.label}
              </MenuItem>
            )),
        ];
      })}
    </Select>
  );
}
