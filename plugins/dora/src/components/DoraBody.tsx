import { ReactNode } from 'react';
import { MetricName } from '@quarterdeck/plugin-dora-common';
import {
  Card,
  EmptyState,
  NoPermission,
  NotSetUp,
  QueryStates,
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import { OverviewAnswer } from '../api/answerTypes';
import { useHowComputed, useOverview, useSeries } from '../api/queries';
import { PlotCursor } from '../chart/PlotCursor';
import { HowDrawer } from '../how/HowDrawer';
import { howText } from '../how/howText';
import { QualityDrawer } from '../how/QualityDrawer';
import { SamplesDrawer } from '../samples/SamplesDrawer';
import { unlinkedOf } from '../tiles/tileText';
import { ServicesCard } from '../services/ServicesCard';
import { DoraView } from '../view/useDoraView';
import { isCovered } from '../view/scopeSentence';
import { viewQuery } from '../view/viewQuery';
import { AlertsCard } from './AlertsCard';
import { MetricCharts } from './MetricCharts';
import { FootLine } from './FootLine';
import { ChartsLoading, TilesLoading } from './LoadingShapes';
import { MetricTiles } from './MetricTiles';
import { StaleNotice } from './StaleNotice';

/** Tiles, charts, services and panels of a scope; the same on every page. */
export function DoraBody(props: {
  view: DoraView;
  /** With the table of services. */
  services?: boolean;
}) {
  const { view, services } = props;
  const query = viewQuery(view);
  const overview = useOverview(query);
  const series = useSeries(query);
  const how = useHowComputed(view.scope);
  const panelHref = view.url.href({ panel: 'how', samples: undefined });
  const explain = (metric: MetricName) =>
    howText(
      how.data,
      metric,
      panelHref,
      overview.data?.tiles.find(tile => tile.metric === metric),
    );
  return (
    <>
      <StaleNotice meta={overview.data?.meta} />
      <QueryStates
        what="the metrics"
        query={overview}
        skeleton={
          <>
            <TilesLoading />
            <ChartsLoading />
          </>
        }
      >
        {answer => (
          <>
            <MetricTiles
              overview={answer}
              view={view}
              how={explain}
              covered={isCovered(answer.compared, how.data?.dataSince)}
            />
            <Missing answer={answer}>
              <QueryStates
                what="the charts"
                query={series}
                skeleton={<ChartsLoading />}
              >
                {points => (
                  <>
                    <PlotCursor
                      onRange={(from, to) =>
                        view.url.set({
                          from: new Date(from).toISOString(),
                          to: new Date(to).toISOString(),
                          bucket: undefined,
                        })
                      }
                    >
                      <MetricCharts
                        series={points}
                        unlinked={unlinkedOf(answer.quality)}
                        view={view}
                        how={explain}
                      />
                    </PlotCursor>
                    <FootLine
                      overview={answer}
                      series={points}
                      view={view}
                      dataSince={how.data?.dataSince}
                    />
                  </>
                )}
              </QueryStates>
              {series.data && <AlertsCard alerts={series.data.alerts} />}
              {services && (
                <ServicesCard
                  view={view}
                  query={query}
                  covered={isCovered(answer.compared, how.data?.dataSince)}
                />
              )}
            </Missing>
          </>
        )}
      </QueryStates>
      {view.samples && <SamplesDrawer view={view} open={view.samples} />}
      {view.panel === 'how' && <HowDrawer view={view} />}
      {view.panel === 'quality' && <QualityDrawer view={view} />}
    </>
  );
}

/** Without any data there are no charts: it says which kind of nothing it is. */
function Missing(props: { answer: OverviewAnswer; children: ReactNode }) {
  const { tiles, hiddenServices } = props.answer;
  const all = (status: string) => tiles.every(tile => tile.status === status);
  if (all('not_permitted')) {
    return (
      <Card>
        <NoPermission
          what={`the deployments of ${hiddenServices} services here`}
          permission="dora.read"
        />
      </Card>
    );
  }
  if (all('not_set_up')) {
    return (
      <Card>
        <NotSetUp
          title="No deployment to production was ever sent from here"
          reason="Once a pipeline reports a deployment to production, these numbers follow by themselves, with its history."
          action={
            <TextLink to="/deployments">Deployments that are known</TextLink>
          }
        />
      </Card>
    );
  }
  if (tiles.length === 0) {
    return (
      <Card>
        <EmptyState icon="dora" title="No data" />
      </Card>
    );
  }
  return <>{props.children}</>;
}
