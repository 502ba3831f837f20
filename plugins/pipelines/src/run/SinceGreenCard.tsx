import { styled } from '@mui/material/styles';
import { CommitAnswer } from '@quarterdeck/plugin-pipelines-common';
import {
  Avatar,
  Card,
  isSafeHref,
  Mono,
  Muted,
  QueryStates,
  RelativeTime,
  SafeLink,
  Skeleton,
  Tag,
  TextLink,
  token,
} from '@quarterdeck/plugin-portal-react';
import { RunParams, useSinceGreen } from '../api/queries';
import { SinceGreenAnswer } from '../api/answerTypes';
import { runHref, shortSha } from '../components/runWords';

const List = styled('ul')({
  listStyle: 'none',
  margin: '8px 0 0',
  padding: 0,
  fontSize: 13,
  lineHeight: '20px',
  '& li': {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    gap: 8,
    padding: '6px 0',
    borderTop: `1px solid ${token('border.subtle')}`,
  },
  '& p': { margin: 0, overflowWrap: 'anywhere' },
});

const shownCommits = 20;

/** Which commits came between the last green run and this one. */
export function SinceGreenCard({ params }: { params: RunParams }) {
  const query = useSinceGreen(params);
  const compare = query.data?.compareUrl;
  return (
    <Card
      title="Changed since last green"
      right={isSafeHref(compare) && <SafeLink href={compare}>Compare</SafeLink>}
    >
      <QueryStates
        what="what changed"
        query={query}
        skeleton={<Skeleton rows={3} />}
      >
        {answer => <Changes answer={answer} />}
      </QueryStates>
    </Card>
  );
}

function Changes({ answer }: { answer: SinceGreenAnswer }) {
  const { green, commits, complete } = answer;
  if (!green) {
    return (
      <Muted>
        No green run of this pipeline and branch is known before this one.
      </Muted>
    );
  }
  const shown = commits.slice(0, shownCommits);
  const more = commits.length - shown.length;
  return (
    <>
      <Muted>
        Green:{' '}
        <TextLink to={runHref(green)}>
          <Mono>{shortSha(green.sha) || 'run'}</Mono>
        </TextLink>
        , <RelativeTime at={green.finishedAt ?? green.listedAt} />.{' '}
        {countWords(commits.length, complete)}
      </Muted>
      {shown.length > 0 && (
        <List>
          {shown.map(commit => (
            <Commit key={commit.sha} commit={commit} />
          ))}
        </List>
      )}
      {more > 0 && <Muted>and {more} more; “Compare” has all of them.</Muted>}
    </>
  );
}

function countWords(count: number, complete: boolean): string {
  if (!complete) {
    return count === 0
      ? 'No push since then was seen here, so the commits are not known.'
      : `At least ${count} since: the pushes seen here do not reach back to it.`;
  }
  if (count === 0) return 'The same commit: nothing changed.';
  return `${count} ${count === 1 ? 'commit' : 'commits'} since.`;
}

function Commit({ commit }: { commit: CommitAnswer }) {
  const { author, subject, likely, paths, fileCount } = commit;
  const name = author ? author.name ?? author.login : 'unknown';
  const files =
    paths.length > 0 && likely
      ? `, touches ${paths[0]}${
          paths.length > 1 ? ` and ${paths.length - 1} more` : ''
        }`
      : fileCount !== null &&
        `, ${fileCount} ${fileCount === 1 ? 'file' : 'files'}`;
  return (
    <li>
      <Avatar name={name} />
      <div>
        <p style={{ fontWeight: likely ? 600 : undefined }}>
          {subject ?? 'no message'} {likely && <Tag title={likely}>likely</Tag>}
        </p>
        <Muted title={paths.join('\n') || undefined}>
          <SafeLink href={commit.url}>
            <Mono>{shortSha(commit.sha)}</Mono>
          </SafeLink>{' '}
          {name}
          {files}
        </Muted>
        {likely && <Muted as="p">{likely}</Muted>}
      </div>
    </li>
  );
}
