import { ChangeAnswer } from '@quarterdeck/plugin-pipelines-common';
import {
  Card,
  Ellipsis,
  Facts,
  Muted,
  SafeLink,
} from '@quarterdeck/plugin-portal-react';

/** Pull and merge requests that came with it. */
export function ChangesCard(props: { changes: readonly ChangeAnswer[] }) {
  if (props.changes.length === 0) return null;
  return (
    <Card title="Pull requests">
      <Facts
        items={props.changes.map(change => {
          const author = change.author?.name ?? change.author?.login;
          return {
            name:
              change.number === null ? change.externalId : `#${change.number}`,
            value: (
              <Ellipsis as="div" title={change.title}>
                <SafeLink href={change.url}>{change.title}</SafeLink>{' '}
                {author && <Muted>{author}</Muted>}
              </Ellipsis>
            ),
          };
        })}
      />
    </Card>
  );
}
