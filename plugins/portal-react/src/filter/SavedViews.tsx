import Button from '@mui/material/Button';
import { ReactNode, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useToast } from '../feedback/Toasts';
import { Icon } from '../icons/Icon';
import { NameViewDialog } from './NameViewDialog';
import { useSavedViews } from './useSavedViews';
import { View, Views } from './Views';

/** A view that comes with the page. */
export interface BuiltInView {
  label: string;
  /** What it fixes, without `?`: `state=open&due=overdue`. */
  query: string;
  count?: string;
}

/** A view that a whole team has. */
export interface TeamView {
  id: string;
  name: string;
  /** Without `?`. */
  query: string;
  /** In words; shown on hover. */
  owner: string;
}

/** Views of teams, where a list has them. */
export interface TeamViews {
  views: readonly TeamView[];
  /** Teams a view can be made for. */
  owners: ReadonlyArray<{ value: string; label: string }>;
  create: (view: { name: string; query: string; owner: string }) => void;
  change: (view: TeamView) => void;
  remove: (view: TeamView) => void;
}

/** Keys that say where one is in the list, not which list it is. */
const passing = ['open', 'cursor', 'scope', 'saved'];

/** Keys that arrange a list without narrowing it. */
const arranging = ['group', 'sort'];

/** The same filters whatever their order; without `exact` also however arranged. */
export function viewKey(query: string, exact = true): string {
  const params = new URLSearchParams(query);
  for (const key of exact ? passing : [...passing, ...arranging]) {
    params.delete(key);
  }
  params.sort();
  return params.toString();
}

/**
 * The view that was narrowed further: of those whose filters all hold, the one that
 * fixes most. Undefined when none does.
 */
export function baseView<V extends { query: string }>(
  views: readonly V[],
  query: string,
): V | undefined {
  const now = new URLSearchParams(query);
  const size = (view: V) => [...new URLSearchParams(view.query)].length;
  return views
    .filter(view =>
      [...new URLSearchParams(view.query)].every(
        ([key, value]) => now.get(key) === value,
      ),
    )
    .reduce<V | undefined>(
      (best, view) => (best && size(best) >= size(view) ? best : view),
      undefined,
    );
}

/**
 * Tabs over a list: the page's views, then the person's own and the teams'. A view that was
 * changed shows a dot and offers to be saved.
 */
export function SavedViews(props: {
  /** Names the list whose views these are. */
  list: string;
  builtIn: readonly BuiltInView[];
  teams?: TeamViews;
  right?: ReactNode;
}) {
  const { list, builtIn, teams, right } = props;
  const [params] = useSearchParams();
  const { views, save, remove } = useSavedViews(list);
  const [naming, setNaming] = useState(false);
  const toast = useToast();
  const key = viewKey(params.toString());
  const current = params.get('saved');
  const team = teams?.views.find(view => `team:${view.id}` === current);
  const own = team ?? views.find(view => view.name === current);
  const isOwn = own && viewKey(own.query) === key;
  const known = isOwn || builtIn.some(view => viewKey(view.query) === key);
  const scope = params.get('scope');
  const href = (query: string, name?: string) => {
    const next = new URLSearchParams(query);
    if (scope) next.set('scope', scope);
    if (name) next.set('saved', name);
    return `?${next}`;
  };
  const filters = viewKey(params.toString(), false);
  const isBase = (view: BuiltInView) => viewKey(view.query, false) === filters;
  const base = builtIn.find(isBase) ?? baseView(builtIn, params.toString());
  const items: View[] = [
    ...builtIn.map(view => ({
      label:
        !own && view === base && !isBase(view) ? `${view.label} •` : view.label,
      href: href(view.query),
      selected: !own && view === base,
      count: view.count,
    })),
    ...views.map(view => ({
      label: view.name === own?.name && !isOwn ? `${view.name} •` : view.name,
      href: href(view.query, view.name),
      selected: !team && view.name === own?.name,
    })),
    ...(teams?.views ?? []).map(view => ({
      label: view === team && !isOwn ? `${view.name} •` : view.name,
      title: `View of ${view.owner}`,
      href: href(view.query, `team:${view.id}`),
      selected: view === team,
    })),
  ];
  const keep = (name: string, owner?: string) => {
    if (owner) teams?.create({ name, query: key, owner });
    else save({ name, query: key });
    setNaming(false);
    toast({ text: `View “${name}” saved` });
  };
  const keepChanged = () => {
    if (!own) setNaming(true);
    else if (!team) keep(own.name);
    else {
      teams?.change({ ...team, query: key });
      toast({ text: `View “${team.name}” saved for ${team.owner}` });
    }
  };
  const removeOwn = () => {
    if (!own) return;
    if (team) teams?.remove(team);
    else remove(own.name);
    toast({
      text: `View “${own.name}” removed${team ? ` for ${team.owner}` : ''}`,
      undo: team ? undefined : () => save(own),
    });
  };
  return (
    <>
      <Views
        items={items}
        right={
          <>
            {own && (
              <Button size="small" color="inherit" onClick={removeOwn}>
                Remove view
              </Button>
            )}
            {!known && (
              <Button
                size="small"
                color="inherit"
                startIcon={<Icon name="save" size={14} />}
                onClick={keepChanged}
              >
                Save{own ? '' : ' view'}
              </Button>
            )}
            {right}
          </>
        }
      />
      {naming && (
        <NameViewDialog
          owners={teams?.owners}
          onClose={() => setNaming(false)}
          onSave={keep}
        />
      )}
    </>
  );
}
