import {
  Card,
  Facts,
  formatCount,
  Muted,
  RelativeTime,
  StatusChip,
} from '@quarterdeck/plugin-portal-react';
import { Answer } from '../api/answerTypes';

type Feed = Answer<'listFeeds'>['items'][number];

const names: Record<Feed['feed'], string> = {
  epss: 'EPSS scores',
  kev: 'Known exploited',
};

function State({ feed }: { feed: Feed }) {
  if (feed.loadedAt === null) {
    return <StatusChip state="unknown" word="Never imported" />;
  }
  return (
    <>
      <StatusChip
        state={feed.stale ? 'warn' : 'success'}
        word={feed.stale ? 'Old' : 'Fresh'}
      />{' '}
      <Muted>
        {formatCount(feed.entries)} entries, of{' '}
        <RelativeTime at={feed.asOf ?? feed.loadedAt} />
      </Muted>
    </>
  );
}

/** How old the data about exploits is; without it nothing is known, not zero. */
export function FeedsCard({ feeds }: { feeds: readonly Feed[] }) {
  return (
    <Card title="Data about exploits">
      <Facts
        items={feeds.map(feed => ({
          name: names[feed.feed],
          value: <State feed={feed} />,
        }))}
      />
    </Card>
  );
}
