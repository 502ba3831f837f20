import {
  Card,
  EmptyState,
  formatDay,
  Muted,
  NoPermission,
  QueryStates,
  Skeleton,
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import { OverviewAnswer } from '../api/answerTypes';
import { useHowComputed, useOverview, ViewQuery } from '../api/queries';
import { isCovered } from '../view/scopeSentence';
import { FiveLines } from './FiveLines';

/** A scope's five metrics of the last 12 weeks in a card; leads to the page. */
export function FiveLinesCard(props: {
  title: string;
  query: ViewQuery;
  href: string;
  /** The scope is not known yet. */
  waiting?: boolean;
}) {
  const { title, query, href, waiting } = props;
  const overview = useOverview(query, !waiting);
  const how = useHowComputed(query.scope, !waiting);
  return (
    <Card title={title} right={<TextLink to={href}>12 weeks</TextLink>}>
      <QueryStates
        what="the metrics"
        query={overview}
        skeleton={<Skeleton rows={5} height={18} />}
      >
        {answer => <Content answer={answer} dataSince={how.data?.dataSince} />}
      </QueryStates>
    </Card>
  );
}

const comparedText = (
  covered: boolean,
  dataSince: string | null | undefined,
): string =>
  covered || !dataSince
    ? 'against the 12 weeks before; grey: inside noise'
    : `data since ${formatDay(
        new Date(dataSince),
        new Date(),
      )}: too short to judge the change`;

function Content(props: {
  answer: OverviewAnswer;
  dataSince: string | null | undefined;
}) {
  const { answer, dataSince } = props;
  const covered = isCovered(answer.compared, dataSince);
  const all = (status: string) =>
    answer.tiles.every(tile => tile.status === status);
  if (all('not_permitted')) {
    return <NoPermission what="these metrics" permission="dora.read" />;
  }
  if (all('not_set_up')) {
    return (
      <EmptyState
        icon="dora"
        title="No deployment to production yet"
        reason="The metrics follow once a pipeline reports one."
      />
    );
  }
  return (
    <>
      <FiveLines
        tiles={answer.tiles}
        quality={answer.quality}
        covered={covered}
      />
      <Muted>
        {answer.meta.stale
          ? 'Stale: more events wait to be read.'
          : comparedText(covered, dataSince)}
      </Muted>
    </>
  );
}
