import { Drift, environmentTiers } from '@quarterdeck/plugin-pipelines-common';
import {
  Card,
  Column,
  DataTable,
  EmptyState,
  EntityChip,
  FilterBar,
  formatCount,
  HowComputed,
  Mono,
  Muted,
  QueryStates,
  Row,
  Skeleton,
  TextLink,
  useUrlState,
} from '@quarterdeck/plugin-portal-react';
import { useDrift } from '../api/deploymentQueries';
import { StaleNotice } from '../components/StaleNotice';
import { placeFields } from './deploymentFilter';
import {
  behindWords,
  deploymentHref,
  labelOf,
  placeName,
  roughly,
} from './deploymentText';
import { useKnownPlaces } from './useKnownPlaces';

function Place({ place }: { place: Drift['ahead'] }) {
  const label = <Mono>{labelOf(place.label)}</Mono>;
  return (
    <Row title={`${labelOf(place.label)} in ${placeName(place)}`}>
      {place.deployment ? (
        <TextLink to={deploymentHref(place.deployment)}>{label}</TextLink>
      ) : (
        label
      )}
      <Muted>{placeName(place)}</Muted>
    </Row>
  );
}

const compareHref = ({ ahead, behind }: Drift): string | undefined =>
  ahead.deployment && behind.deployment
    ? `/environments?compare=${encodeURIComponent(
        [behind.deployment, ahead.deployment]
          .map(key =>
            `${key.instance}|${key.externalId}`.replace(/([\\,])/g, '\\$1'),
          )
          .join(','),
      )}`
    : undefined;

const columns: Column<Drift>[] = [
  {
    key: 'service',
    title: 'Service',
    width: '18%',
    fixed: true,
    render: item => <EntityChip entityRef={item.entityRef} />,
  },
  {
    key: 'between',
    title: 'Between',
    width: 112,
    priority: 3,
    render: item => (item.between === 'regions' ? 'regions' : 'environments'),
  },
  {
    key: 'behind',
    title: 'Behind',
    render: item => <Place place={item.behind} />,
  },
  {
    key: 'ahead',
    title: 'Ahead',
    render: item => <Place place={item.ahead} />,
  },
  {
    key: 'commits',
    title: 'Commits',
    numeric: true,
    width: 112,
    sorted: 'descending',
    render: item => {
      const { text, reason } = behindWords(item.commits);
      const href = compareHref(item);
      const words =
        item.commits.commits === null
          ? text
          : formatCount(item.commits.commits);
      return href ? (
        <TextLink to={href} title={reason ?? 'Compare the two'}>
          {words}
        </TextLink>
      ) : (
        <span title={reason}>{words}</span>
      );
    },
  },
  {
    key: 'since',
    title: 'For',
    numeric: true,
    width: 112,
    render: item => roughly(item.seconds),
  },
];

/** Places of a service that do not run the same, the widest gap first. */
export function DriftTab({ scope }: { scope?: string }) {
  const url = useUrlState();
  const known = useKnownPlaces({ scope });
  const between = url.get('between');
  const tiers = url.list('tier');
  const drift = useDrift({
    scope,
    entity: url.list('entity'),
    environment: url.list('environment'),
    tier: environmentTiers.filter(tier => tiers.includes(tier)),
    between:
      between === 'regions' || between === 'environments' ? between : undefined,
    limit: 200,
  });
  return (
    <>
      <StaleNotice meta={drift.data?.meta} />
      <Card
        title="Drift"
        flush
        right={
          <HowComputed about="the drift">
            Neighbouring environments in promotion order, and regions of one
            tier, that run different releases. Commits are counted on the
            default branch from the pushes that arrived; “For” is how long the
            two have differed.
          </HowComputed>
        }
      >
        <FilterBar
          url={url}
          fields={[
            ...placeFields(known),
            {
              key: 'between',
              label: 'Between',
              options: [
                { value: 'environments', label: 'Environments' },
                { value: 'regions', label: 'Regions' },
              ],
            },
          ]}
        />
        <QueryStates
          what="the drift"
          query={drift}
          skeleton={<Skeleton rows={6} height={20} />}
        >
          {answer => (
            <DataTable
              label="Drift"
              columns={columns}
              rows={answer.items}
              rowKey={item =>
                [
                  item.entityRef,
                  placeName(item.ahead),
                  placeName(item.behind),
                ].join(' ')
              }
              empty={
                <EmptyState
                  icon="check"
                  title="Nothing drifts"
                  reason="Every place of every service in this scope runs the same release as the one before it."
                />
              }
              footer={
                answer.total > answer.items.length
                  ? `The widest ${formatCount(
                      answer.items.length,
                    )} of ${formatCount(answer.total)}`
                  : `${formatCount(answer.total)} places, the widest gap first`
              }
            />
          )}
        </QueryStates>
      </Card>
    </>
  );
}
