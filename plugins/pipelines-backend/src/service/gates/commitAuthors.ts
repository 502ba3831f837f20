import { Actor } from '@quarterdeck/plugin-ingest-common';
import { AnyLogEvent } from '@quarterdeck/plugin-ingest-node';
import { AuthorRow } from '../../database/gates/evidenceRows';

/** Who had a part in which commit, by one event. */
export function commitAuthors(event: AnyLogEvent): AuthorRow[] {
  const entityRef = event.entityRef ?? '';
  const author = (sha: string | undefined, actor: Actor | undefined) =>
    sha && actor && actor.login && actor.kind !== 'schedule'
      ? [
          {
            sha: sha.toLocaleLowerCase('en-US'),
            login: actor.login,
            entityRef,
            name: actor.name ?? null,
            email: actor.email ?? null,
          },
        ]
      : [];
  switch (event.type) {
    case 'ci.run.v1': {
      const { sha, actor, commit } = event.data;
      return [...author(sha, actor), ...author(commit?.sha, commit?.author)];
    }
    case 'commits.pushed.v1': {
      const { after, actor, commits, headCommit } = event.data;
      return [
        ...author(after, actor),
        ...author(headCommit?.sha, headCommit?.author),
        ...commits.flatMap(commit => author(commit.sha, commit.author)),
      ];
    }
    case 'change.v1': {
      const { headSha, mergeSha, author: by } = event.data;
      return [...author(headSha, by), ...author(mergeSha, by)];
    }
    default:
      return [];
  }
}
