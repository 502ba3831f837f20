import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { Entity } from '@backstage/catalog-model';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { IconName } from '@quarterdeck/plugin-portal-react';
import { SidebarGroup } from './placeItems';
import { useThemeChoice } from './useThemeChoice';

/** One line of the command bar. */
export interface Command {
  id: string;
  icon: IconName;
  title: string;
  hint: string;
  /** Where it leads; an action has `run` instead. */
  href?: string;
  run?: () => void;
}

const kindIcons: Record<string, IconName> = {
  component: 'box',
  api: 'link',
  resource: 'db',
  system: 'grid',
  domain: 'catalog',
  group: 'team',
  user: 'user',
};

function entityCommand(entity: Entity): Command {
  const { name, namespace = 'default', title } = entity.metadata;
  const kind = entity.kind.toLocaleLowerCase('en-US');
  return {
    id: `${kind}:${namespace}/${name}`,
    icon: kindIcons[kind] ?? 'box',
    title: title ?? name,
    hint: entity.kind,
    href: `/catalog/${namespace}/${kind}/${name}`,
  };
}

/** What fits the text: pages, then the catalog; after `>` actions, after `@` people. */
export function useCommands(
  text: string,
  groups: readonly SidebarGroup[],
  onFold: () => void,
): Command[] {
  const catalog = useApi(catalogApiRef);
  const identity = useApi(identityApiRef);
  const [, setTheme] = useThemeChoice();
  const sigil = /^[>@]/.exec(text)?.[0];
  const term = (sigil ? text.slice(1) : text).trim();
  const asked = useDeferredValue(term);
  const { data: entities = [] } = useQuery({
    queryKey: ['portal', 'commands', sigil, asked],
    enabled: sigil === '@' || (!sigil && asked.length > 1),
    staleTime: 30_000,
    queryFn: async () => {
      const { items } = await catalog.queryEntities({
        filter: sigil === '@' ? { kind: ['User', 'Group'] } : undefined,
        fullTextFilter: asked
          ? {
              term: asked,
              fields: [
                'metadata.name',
                'metadata.title',
                'spec.profile.displayName',
              ],
            }
          : undefined,
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.title',
        ],
        limit: 8,
      });
      return items.map(entityCommand);
    },
  });
  const fits = ({ title }: { title: string }) =>
    title.toLocaleLowerCase().includes(term.toLocaleLowerCase());
  if (sigil === '>') {
    const actions: Command[] = [
      {
        id: '>light',
        icon: 'eye',
        title: 'Light theme',
        hint: 'Action',
        run: () => setTheme('light'),
      },
      {
        id: '>dark',
        icon: 'eye',
        title: 'Dark theme',
        hint: 'Action',
        run: () => setTheme('dark'),
      },
      {
        id: '>fold',
        icon: 'menu',
        title: 'Fold the sidebar',
        hint: 'Action',
        run: onFold,
      },
      {
        id: '>out',
        icon: 'lock',
        title: 'Sign out',
        hint: 'Action',
        run: () => identity.signOut(),
      },
    ];
    return actions.filter(fits);
  }
  if (sigil === '@') return entities;
  const pages: Command[] = groups
    .flatMap(group =>
      group.entries.map(entry => ({
        id: entry.page,
        icon: typeof entry.icon === 'string' ? entry.icon : ('grid' as const),
        title: entry.title,
        hint: group.label ?? 'Page',
        href: entry.href,
      })),
    )
    .filter(fits);
  return [...pages, ...(term.length > 1 ? entities : [])];
}
