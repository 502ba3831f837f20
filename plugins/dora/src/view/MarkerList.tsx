import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { DoraMarker } from '@quarterdeck/plugin-dora-common';
import { formatDay, Muted, token } from '@quarterdeck/plugin-portal-react';
import { useDeleteMarker } from '../api/changes';

const List = styled('ul')({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  fontSize: 13,
  '& li': {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: 8,
  },
  '& li + li': { borderTop: `1px solid ${token('border.subtle')}` },
});

/** Markers that are kept, with the way to take one away. */
export function MarkerList({ items }: { items: readonly DoraMarker[] }) {
  const remove = useDeleteMarker();
  if (items.length === 0) return null;
  return (
    <div>
      <Muted>Kept for this scope</Muted>
      <List aria-label="Markers">
        {items.map(({ id, at, label }) => (
          <li key={id}>
            <span>
              {label} <Muted>{formatDay(new Date(at), new Date())}</Muted>
            </span>
            <Button
              size="small"
              color="inherit"
              aria-label={`Take away ${label}`}
              disabled={remove.isPending}
              onClick={() => remove.mutate(id)}
            >
              Take away
            </Button>
          </li>
        ))}
      </List>
      {remove.error && (
        <span role="alert">Could not take it away: {remove.error.message}</span>
      )}
    </div>
  );
}
