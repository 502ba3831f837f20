import Button from '@mui/material/Button';
import { useRef } from 'react';
import { environmentTiers } from '@quarterdeck/plugin-pipelines-common';
import {
  Card,
  EmptyState,
  FilterBar,
  Icon,
  Muted,
  QueryStates,
  Row,
  Segmented,
  Skeleton,
  TextLink,
  useHotkey,
  useUrlState,
} from '@quarterdeck/plugin-portal-react';
import { TimelineAnswer, useTimeline } from '../api/deploymentQueries';
import { StaleNotice } from '../components/StaleNotice';
import { placeFields } from '../deployments/deploymentFilter';
import { useKnownPlaces } from '../deployments/useKnownPlaces';
import { groupLanes, laneOrders, LaneOrder } from './laneModel';
import { Lanes } from './Lanes';
import { Span, zoomed } from './timeScale';
import { TimelineTable } from './TimelineTable';

const orderWords: Record<LaneOrder, string> = {
  service: 'By service',
  environment: 'By environment',
};

const spanOf = ({ range }: TimelineAnswer): Span => ({
  from: Date.parse(range.from),
  to: Date.parse(range.to),
});

/** What was deployed when, a lane per place; freezes lie behind. */
export function TimelineTab(props: { scope?: string; entityRef?: string }) {
  const { scope, entityRef } = props;
  const url = useUrlState();
  const before = useRef<{ from?: string; to?: string }[]>([]);
  const from = url.get('from');
  const to = url.get('to');
  const by = url.get('lanes');
  const order = laneOrders.find(item => item === by) ?? 'service';
  const asTable = url.get('as') === 'table';
  const tiers = url.list('tier');
  const known = useKnownPlaces({
    scope,
    entity: entityRef ? [entityRef] : undefined,
  });
  const timeline = useTimeline({
    scope,
    entity: entityRef ? [entityRef] : url.list('entity'),
    environment: url.list('environment'),
    tier: environmentTiers.filter(tier => tiers.includes(tier)),
    from,
    to,
  });
  const { data } = timeline;

  const zoom = (span: Span) => {
    before.current.push({ from, to });
    url.set({
      from: new Date(span.from).toISOString(),
      to: new Date(span.to).toISOString(),
    });
  };
  const undo = () => {
    const last = before.current.pop();
    if (last) url.set({ from: last.from, to: last.to });
  };
  const scale = (factor: number) => data && zoom(zoomed(spanOf(data), factor));
  useHotkey('Backspace', undo);
  useHotkey('+', () => scale(0.5));
  useHotkey('-', () => scale(2));

  return (
    <>
      <StaleNotice meta={data?.meta} />
      <Card
        title="Timeline"
        flush
        right={
          <Row>
            <Button
              size="small"
              color="inherit"
              aria-label="Zoom in"
              onClick={() => scale(0.5)}
            >
              +
            </Button>
            <Button
              size="small"
              color="inherit"
              aria-label="Zoom out"
              onClick={() => scale(2)}
            >
              −
            </Button>
            {before.current.length > 0 && (
              <Button
                size="small"
                color="inherit"
                startIcon={<Icon name="undo" size={13} />}
                onClick={undo}
              >
                Back
              </Button>
            )}
            <Button
              size="small"
              color="inherit"
              onClick={() => url.set({ as: asTable ? undefined : 'table' })}
            >
              {asTable ? 'Chart' : 'Table'}
            </Button>
          </Row>
        }
      >
        <FilterBar
          label="Filter the timeline"
          url={url}
          fields={placeFields(known).filter(
            field => !(entityRef && field.key === 'entity'),
          )}
          right={
            <Segmented
              label="Lanes"
              value={order}
              options={laneOrders.map(value => ({
                value,
                label: orderWords[value],
              }))}
              onChange={value =>
                url.set({ lanes: value === 'service' ? undefined : value })
              }
            />
          }
        />
        <QueryStates
          what="the timeline"
          query={timeline}
          skeleton={<Skeleton rows={8} height={20} />}
        >
          {answer => (
            <Chart
              answer={answer}
              order={order}
              asTable={asTable}
              onZoom={zoom}
            />
          )}
        </QueryStates>
      </Card>
    </>
  );
}

function Chart(props: {
  answer: TimelineAnswer;
  order: LaneOrder;
  asTable: boolean;
  onZoom: (span: Span) => void;
}) {
  const { answer, order, asTable, onZoom } = props;
  const { lanes, freezes, incidents } = answer;
  if (lanes.length + freezes.length + incidents.length === 0) {
    return (
      <EmptyState
        icon="rocket"
        title="Nothing was deployed in this time"
        reason="No deployment of this scope began in the range, no freeze held and no incident was open."
        action={<TextLink to="?tab=timeline">Show the last 7 days</TextLink>}
      />
    );
  }
  return (
    <>
      {asTable ? (
        <TimelineTable answer={answer} />
      ) : (
        <Lanes
          groups={groupLanes(answer.lanes, order)}
          freezes={answer.freezes}
          incidents={answer.incidents}
          span={spanOf(answer)}
          onZoom={onZoom}
        />
      )}
      <div style={{ padding: '8px 16px 12px' }}>
        <Muted>
          Drag picks a time, + and − zoom, Backspace goes back; arrows walk the
          marks, Enter opens.
          {answer.truncated &&
            ' Some lanes or deployments are left out: narrow the time or the filters.'}
        </Muted>
      </div>
    </>
  );
}
