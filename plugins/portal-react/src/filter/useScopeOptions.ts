import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { catalogApiRef } from '@backstage/plugin-catalog-react';

/** Something a page can be narrowed to. */
export interface ScopeOption {
  /** `all`, or an entity ref. */
  value: string;
  label: string;
  /** Heading it is listed under. */
  group: string;
}

/** Groups first, and services last: there are many of them. */
const kinds = [
  { kind: 'Group', title: 'Teams' },
  { kind: 'System', title: 'Systems' },
  { kind: 'Domain', title: 'Domains' },
  { kind: 'Component', title: 'Components' },
];

const fields = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'spec.profile',
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

const toOptions = (items: readonly Entity[]): ScopeOption[] =>
  kinds.flatMap(({ kind, title }) =>
    items
      .filter(entity => entity.kind === kind)
      .map(entity => ({
        value: stringifyEntityRef(entity).toLocaleLowerCase('en-US'),
        label: nameOf(entity),
        group: title,
      }))
      .sort((a, b) => a.label.localeCompare(b.label)),
  );

const first: ScopeOption = { value: 'all', label: 'Everything', group: '' };

/** What pages can be narrowed to; of the components those that have `text` in their name. */
export function useScopeOptions(text: string): readonly ScopeOption[] {
  const catalog = useApi(catalogApiRef);
  const identity = useApi(identityApiRef);
  const owners = useQuery({
    queryKey: ['portal', 'scopes'],
    staleTime: 300_000,
    queryFn: async () => {
      const me = await identity.getBackstageIdentity();
      const { items } = await catalog.queryEntities({
        filter: { kind: ['Group', 'System', 'Domain'] },
        fields,
        limit: 500,
      });
      return { me: me.userEntityRef, options: toOptions(items) };
    },
  });
  const term = text.trim();
  const components = useQuery({
    queryKey: ['portal', 'scopes', 'components', term],
    staleTime: 300_000,
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const { items } = await catalog.queryEntities({
        filter: { kind: 'Component' },
        fields,
        limit: 50,
        orderFields: { field: 'metadata.name', order: 'asc' },
        ...(term && {
          fullTextFilter: { term, fields: ['metadata.name', 'metadata.title'] },
        }),
      });
      return toOptions(items);
    },
  });
  return [
    first,
    ...(owners.data
      ? [{ value: owners.data.me, label: 'Mine', group: '' }]
      : []),
    ...(owners.data?.options ?? []),
    ...(components.data ?? []),
  ];
}
