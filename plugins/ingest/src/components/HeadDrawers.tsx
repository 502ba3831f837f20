import {
  Drawer,
  NotSetUp,
  QueryStates,
  UrlState,
} from '@quarterdeck/plugin-portal-react';
import { useSources } from '../api/ingestQueries';
import { useDoorAddress } from '../api/useDoorAddress';
import { AddSource } from './AddSource';
import { TryDelivery } from './TryDelivery';

/** What the two buttons of the head open: `?panel=try` and `?panel=add`. */
export function HeadDrawers({ url }: { url: UrlState }) {
  const panel = url.get('panel');
  const close = () => url.set({ panel: undefined, for: undefined });
  return (
    <>
      <Drawer
        open={panel === 'try'}
        title="Try a delivery"
        onClose={close}
        wide
      >
        <TryPanel sourceId={url.get('for')} />
      </Drawer>
      <Drawer open={panel === 'add'} title="Add a source" onClose={close} wide>
        <AddPanel />
      </Drawer>
    </>
  );
}

function AddPanel() {
  return <AddSource baseUrl={useDoorAddress()} />;
}

function TryPanel({ sourceId }: { sourceId?: string }) {
  const sources = useSources();
  return (
    <QueryStates query={sources} what="the sources">
      {({ items }) =>
        items.length > 0 ? (
          <TryDelivery sources={items} sourceId={sourceId} />
        ) : (
          <NotSetUp
            title="No source is configured"
            reason="A preview reads a delivery as one source would send it. Add a source first."
          />
        )
      }
    </QueryStates>
  );
}
