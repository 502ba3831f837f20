import { useMemo } from 'react';
import {
  Card,
  Facts,
  FilterBar,
  formatCount,
  HeaderTools,
  Page,
  PageHead,
  QueryStates,
  ScopePicker,
  severityWords,
  Skeleton,
  TextLink,
  TimeRange,
  TwoColumn,
  useScope,
  useUrlState,
} from '@quarterdeck/plugin-portal-react';
import { findingKinds, severities } from '@quarterdeck/plugin-security-common';
import {
  useBurnDown,
  useFacets,
  useFeeds,
  useOverview,
  useOverviewDays,
  useSla,
  useTopRisks,
} from '../api/queries';
import { entityName, kindWords } from '../components/findingWords';
import { KnowledgeNotice } from '../components/KnowledgeNotice';
import { NoFindings } from '../components/NoFindings';
import { nothingScanned } from '../components/nothingScanned';
import { SecurityTabs } from '../components/SecurityTabs';
import { StaleNotice } from '../components/StaleNotice';
import { FeedsCard } from '../overview/FeedsCard';
import { OverviewCharts } from '../overview/OverviewCharts';
import { OverviewTiles } from '../overview/OverviewTiles';
import { SlaCards } from '../overview/SlaCards';
import { TopCards } from '../overview/TopCards';

const presets = [
  { from: 'now-7d', label: 'Last 7 days' },
  { from: 'now-30d', label: 'Last 30 days' },
  { from: 'now-90d', label: 'Last 90 days' },
  { from: 'now-365d', label: 'Last year' },
];
const longRange = ['now-90d', 'now-365d'];

/** Less risk than last month? Every filter applies to every tile and chart. */
export function OverviewPage() {
  const url = useUrlState();
  const { scope } = useScope();
  const from = url.get('from') ?? 'now-90d';
  const query = useMemo(
    () => ({
      scope,
      from,
      to: url.get('to') ?? 'now',
      entity: url.list('entity'),
      kind: findingKinds.filter(kind => url.list('kind').includes(kind)),
      severity: severities.filter(one => url.list('severity').includes(one)),
    }),
    [scope, from, url],
  );
  const { from: start, to: end, ...filters } = query;
  const overview = useOverview(query);
  const days = useOverviewDays({
    ...query,
    bucket: longRange.includes(from) ? 'week' : 'day',
  });
  const burnDown = useBurnDown(query);
  const top = useTopRisks({ ...query, limit: 10 });
  const sla = useSla(query);
  const facets = useFacets(filters);
  const feeds = useFeeds();
  const listHref = (more: Record<string, string>) => {
    const params = new URLSearchParams(more);
    for (const key of ['scope', 'entity', 'kind', 'severity']) {
      const value = url.get(key);
      if (value && !params.has(key)) params.set(key, value);
    }
    return `/security?${params}`;
  };
  const { data } = overview;
  return (
    <Page>
      <HeaderTools>
        <ScopePicker />
        <TimeRange url={url} fallback="now-90d" presets={presets} />
      </HeaderTools>
      <PageHead
        title="Security overview"
        sentence="is there less risk than before?"
      />
      <SecurityTabs at="overview" />
      <StaleNotice meta={data?.meta} />
      {data && <KnowledgeNotice knowledge={data.knowledge} />}
      <Card flush>
        <FilterBar
          url={url}
          label="Filter the overview"
          fields={[
            {
              key: 'entity',
              label: 'Entity',
              free: true,
              options: (facets.data?.entity ?? []).map(({ value }) => ({
                value,
                label: entityName(value),
              })),
            },
            {
              key: 'kind',
              label: 'Kind',
              options: findingKinds.map(value => ({
                value,
                label: kindWords[value],
              })),
            },
            {
              key: 'severity',
              label: 'Severity',
              options: severities.map(value => ({
                value,
                label: severityWords[value],
              })),
            },
          ]}
        />
      </Card>
      <QueryStates
        what="the numbers"
        query={overview}
        skeleton={<Skeleton rows={4} height={28} />}
      >
        {answer =>
          answer.knowledge.entities === 0 ||
          nothingScanned(answer.knowledge) ? (
            <Card>
              <NoFindings
                knowledge={answer.knowledge}
                narrowed={url.get('entity') !== undefined}
                visibility={answer.meta.visibility}
              />
            </Card>
          ) : (
            <>
              <OverviewTiles overview={answer} listHref={listHref} />
              <QueryStates
                what="the days"
                query={days}
                skeleton={<Skeleton rows={5} height={40} />}
              >
                {answered => (
                  <OverviewCharts days={answered} burnDown={burnDown.data} />
                )}
              </QueryStates>
              <TwoColumn
                main={
                  <>
                    <QueryStates what="the worst" query={top}>
                      {answered => (
                        <TopCards top={answered} listHref={listHref} />
                      )}
                    </QueryStates>
                    <QueryStates what="the due dates" query={sla}>
                      {answered => <SlaCards sla={answered} />}
                    </QueryStates>
                  </>
                }
                rail={
                  <>
                    <Card
                      title="Secrets"
                      right={<TextLink to="/security/secrets">All</TextLink>}
                    >
                      <Facts
                        items={[
                          {
                            name: 'To rotate',
                            value: formatCount(answer.secrets.toRotate),
                          },
                          {
                            name: 'Known to work',
                            value: formatCount(answer.secrets.verified),
                          },
                          {
                            name: 'Blocked before merge',
                            value:
                              answer.secrets.blocked === null
                                ? '– no scan says'
                                : formatCount(answer.secrets.blocked),
                          },
                          {
                            name: 'Bypassed',
                            value:
                              answer.secrets.bypassed === null
                                ? '– no scan says'
                                : formatCount(answer.secrets.bypassed),
                          },
                        ]}
                      />
                    </Card>
                    <QueryStates what="the feeds" query={feeds}>
                      {answered => <FeedsCard feeds={answered.items} />}
                    </QueryStates>
                  </>
                }
              />
            </>
          )
        }
      </QueryStates>
    </Page>
  );
}
