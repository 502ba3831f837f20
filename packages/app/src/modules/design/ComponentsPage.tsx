import Button from '@mui/material/Button';
import {
  Card,
  EmptyState,
  Failed,
  Grid,
  NoPermission,
  NotSetUp,
  Page,
  PageHead,
  Row,
  Skeleton,
  Stale,
  StateName,
  StatTile,
  StatusChip,
  TileRow,
  useToast,
} from '@quarterdeck/plugin-portal-react';
import { ChartSamples } from './ChartSamples';
import { RunSamples } from './RunSamples';
import { SecuritySamples } from './SecuritySamples';

const states: Array<[StateName, string]> = [
  ['success', 'Passed'],
  ['warn', 'Degraded'],
  ['error', 'Failed'],
  ['info', 'Running'],
  ['hold', 'Waiting'],
  ['neutral', 'Cancelled'],
  ['queued', 'Queued'],
  ['skipped', 'Skipped'],
  ['unknown', 'Unknown'],
];

const chips = (variant: 'plain' | 'soft') =>
  states.map(([state, word]) => (
    <StatusChip key={state} state={state} word={word} variant={variant} />
  ));

const wrapped = { display: 'flex', flexWrap: 'wrap', gap: 12 } as const;

/** Every shared piece in every state, to look at and to test. */
export function ComponentsPage() {
  const toast = useToast();
  return (
    <Page>
      <PageHead title="Components and states" sentence="in this theme" />
      <TileRow label="Numbers">
        <StatTile
          label="Lead time, median"
          value="19 h 40 min"
          delta={{ text: '4 h', direction: 'down', good: true }}
          n={231}
          howComputed="Median over merged changes of the last 28 days."
        />
        <StatTile
          label="Success rate"
          value="94.6"
          unit="%"
          delta={{ text: '1.2 pp', direction: 'down', good: false }}
          n={412}
          sparkline={[96, 97, 95, 96, 97, 95, 96, 94, 95, 94.6]}
        />
        <StatTile
          label="Failing"
          value="3"
          unit="of 31"
          state="error"
          note="oldest 2 h"
        />
        <StatTile
          label="Change fail rate"
          value={null}
          note="no deployments yet"
        />
      </TileRow>
      <Grid minWidth={320}>
        <Card title="State">
          <div style={wrapped}>{chips('plain')}</div>
          <div style={{ ...wrapped, marginTop: 16 }}>{chips('soft')}</div>
        </Card>
        <Card title="Controls">
          <div style={wrapped}>
            <Button variant="contained">Primary</Button>
            <Button variant="outlined">Secondary</Button>
            <Button>Quiet</Button>
            <Button variant="outlined" color="error">
              Remove
            </Button>
            <Button variant="outlined" disabled>
              Off
            </Button>
          </div>
        </Card>
        <Card title="Banner and toast">
          <Stale>Data is 41 s behind.</Stale>
          <Row sx={{ mt: 3 }}>
            <Button
              variant="outlined"
              onClick={() =>
                toast({ text: '3 findings set to accepted', undo: () => {} })
              }
            >
              Show a toast
            </Button>
          </Row>
        </Card>
      </Grid>
      <Grid minWidth={240}>
        <Card title="Empty">
          <EmptyState
            icon="rocket"
            title="No deployments in this time"
            reason="The last one was 9 d ago. Widen the time range to see it."
            action={<Button variant="outlined">Last 30 days</Button>}
          />
        </Card>
        <Card title="Not set up">
          <NotSetUp
            title="No source sends deployments"
            reason="Add a webhook or an event source for checkout."
            action={<Button variant="contained">Add source</Button>}
          />
        </Card>
        <Card title="Not permitted">
          <NoPermission what="these findings" permission="findings.read" />
        </Card>
        <Card title="Failed">
          <Failed
            title="Could not load the runs"
            reason="The server did not answer in 10 s."
            action={<Button variant="outlined">Try again</Button>}
          />
        </Card>
        <Card title="Loading">
          <Skeleton />
        </Card>
      </Grid>
      <ChartSamples />
      <RunSamples />
      <SecuritySamples />
    </Page>
  );
}
