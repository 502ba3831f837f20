import { styled } from '@mui/material/styles';
import { DeployedCommit } from '@quarterdeck/plugin-pipelines-common';
import {
  Avatar,
  Ellipsis,
  formatDuration,
  isSafeHref,
  Mono,
  Muted,
  SafeLink,
  token,
} from '@quarterdeck/plugin-portal-react';
import { shortSha } from '../components/runWords';

const List = styled('ul')({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  '& li': {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr) auto',
    columnGap: 8,
    alignItems: 'center',
    padding: '8px 0',
    fontSize: 13,
    borderTop: `1px solid ${token('border.subtle')}`,
  },
  '& li:first-of-type': { borderTop: 0 },
});

function leadTime(commit: DeployedCommit): { text: string; why?: string } {
  if (commit.leadTimeSeconds !== null) {
    return { text: formatDuration(commit.leadTimeSeconds) };
  }
  if (commit.isMerge)
    return { text: 'merge', why: 'Merges have no lead time.' };
  return {
    text: '–',
    why: 'Not arrived yet, a time is unknown, or it was deployed before.',
  };
}

/** Commits, newest first: what, who, and how long it took to get here. */
export function CommitList(props: {
  commits: readonly DeployedCommit[];
  /** Without it only what and who. */
  leadTimes?: boolean;
}) {
  return (
    <List>
      {props.commits.map(commit => {
        const lead = leadTime(commit);
        const name = commit.author?.name ?? commit.author?.login;
        const subject = commit.subject ?? 'no subject was sent';
        return (
          <li key={commit.sha}>
            <Avatar name={name ?? '?'} />
            <div style={{ minWidth: 0 }}>
              <Ellipsis as="div" title={subject}>
                {isSafeHref(commit.url) ? (
                  <SafeLink href={commit.url}>{subject}</SafeLink>
                ) : (
                  subject
                )}
              </Ellipsis>
              <Ellipsis as="div">
                <Muted>
                  <Mono title={commit.sha}>{shortSha(commit.sha)}</Mono>{' '}
                  {name ?? 'author unknown'}
                </Muted>
              </Ellipsis>
            </div>
            {props.leadTimes && (
              <span title={lead.why} style={{ color: token('text.secondary') }}>
                {lead.text}
              </span>
            )}
          </li>
        );
      })}
    </List>
  );
}
