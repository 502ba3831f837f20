import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { FormEvent, ReactNode, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useToast } from '../feedback/Toasts';
import { Icon } from '../icons/Icon';
import { useSavedViews } from './useSavedViews';
import { View, Views } from './Views';

/** A view that comes with the page. */
export interface BuiltInView {
  label: string;
  /** What it fixes, without `?`: `state=open&due=overdue`. */
  query: string;
  count?: string;
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
 * Tabs over a list: the page's views, then the person's own. A view that was
 * changed shows a dot and offers to be saved.
 */
export function SavedViews(props: {
  /** Names the list whose views these are. */
  list: string;
  builtIn: readonly BuiltInView[];
  right?: ReactNode;
}) {
  const { list, builtIn, right } = props;
  const [params] = useSearchParams();
  const { views, save, remove } = useSavedViews(list);
  const [naming, setNaming] = useState(false);
  const toast = useToast();
  const key = viewKey(params.toString());
  const current = params.get('saved');
  const own = views.find(view => view.name === current);
  const isOwn = own && viewKey(own.query) === key;
  const known = isOwn || builtIn.some(view => viewKey(view.query) === key);
  const scope = params.get('scope');
  const href = (query: string, name?: string) => {
    const next = new URLSearchParams(query);
    if (scope) next.set('scope', scope);
    if (name) next.set('saved', name);
    return `?${next}`;
  };
  const items: View[] = [
    ...builtIn.map(view => ({
      label: view.label,
      href: href(view.query),
      selected:
        !own &&
        viewKey(view.query, false) === viewKey(params.toString(), false),
      count: view.count,
    })),
    ...views.map(view => ({
      label: view.name === own?.name && !isOwn ? `${view.name} •` : view.name,
      href: href(view.query, view.name),
      selected: view.name === own?.name,
    })),
  ];
  const keep = (name: string) => {
    save({ name, query: key });
    setNaming(false);
    toast({ text: `View “${name}” saved` });
  };
  return (
    <>
      <Views
        items={items}
        right={
          <>
            {own && (
              <Button
                size="small"
                color="inherit"
                onClick={() => {
                  remove(own.name);
                  toast({
                    text: `View “${own.name}” removed`,
                    undo: () => save(own),
                  });
                }}
              >
                Remove view
              </Button>
            )}
            {!known && (
              <Button
                size="small"
                color="inherit"
                startIcon={<Icon name="save" size={14} />}
                onClick={() => (own ? keep(own.name) : setNaming(true))}
              >
                Save{own ? '' : ' view'}
              </Button>
            )}
            {right}
          </>
        }
      />
      {naming && <NameDialog onClose={() => setNaming(false)} onSave={keep} />}
    </>
  );
}

function NameDialog(props: {
  onClose: () => void;
  onSave: (name: string) => void;
}) {
  const [name, setName] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) props.onSave(name.trim());
  };
  return (
    <Dialog open onClose={props.onClose} maxWidth="xs" fullWidth>
      <form onSubmit={submit}>
        <DialogTitle>Save this view</DialogTitle>
        <DialogContent>
          <TextField
            fullWidth
            size="small"
            margin="dense"
            label="Name"
            value={name}
            onChange={event => setName(event.target.value)}
            inputProps={{ maxLength: 60 }}
          />
        </DialogContent>
        <DialogActions>
          <Button color="inherit" onClick={props.onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="contained" disabled={!name.trim()}>
            Save
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
