import {
  HeaderTools,
  Page,
  PageHead,
  ScopePicker,
  Tabs,
  TimeRange,
  useScope,
  useUrlState,
} from '@quarterdeck/plugin-portal-react';
import { CallsView } from './CallsView';
import { DecidedView } from './DecidedView';
import { GateDrawer } from './GateDrawer';
import { GateTiles } from './GateTiles';
import { WaitingView } from './WaitingView';
import { WaitTimesView } from './WaitTimesView';

const views = [
  { key: undefined, label: 'Waiting' },
  { key: 'decided', label: 'Decided' },
  { key: 'times', label: 'Wait times' },
  { key: 'calls', label: 'Calls to providers' },
];

/** What is held up, who may let it go, and how long it takes. */
export function GatesPage() {
  const url = useUrlState();
  const { scope } = useScope();
  const view = url.get('view');
  const open = url.get('open');
  const range = {
    scope,
    from: url.get('from') ?? 'now-28d',
    to: url.get('to') ?? 'now',
  };
  const onOpen = ({ id }: { id: string }) => url.set({ open: id });
  return (
    <Page>
      <HeaderTools>
        <ScopePicker />
        <TimeRange url={url} fallback="now-28d" />
      </HeaderTools>
      <PageHead
        title="Gates"
        sentence="what holds a change on its way, and who may let it go"
      />
      <GateTiles query={range} />
      <Tabs
        label="Views of gates"
        items={views.map(item => ({
          label: item.label,
          to: url.href({
            view: item.key,
            open: undefined,
            state: undefined,
            purpose: undefined,
          }),
          selected: view === item.key,
        }))}
      />
      {view === 'decided' && (
        <DecidedView url={url} scope={scope} open={open} onOpen={onOpen} />
      )}
      {view === 'times' && <WaitTimesView query={range} />}
      {view === 'calls' && <CallsView url={url} scope={scope} />}
      {!views.some(item => item.key !== undefined && item.key === view) && (
        <WaitingView scope={scope} open={open} onOpen={onOpen} />
      )}
      {open && (
        <GateDrawer id={open} onClose={() => url.set({ open: undefined })} />
      )}
    </Page>
  );
}
