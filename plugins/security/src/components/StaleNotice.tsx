import { AnswerMeta } from '@quarterdeck/plugin-portal-common';
import { RelativeTime, Stale } from '@quarterdeck/plugin-portal-react';

/** Says how old the data is when the reader of the log has fallen behind. */
export function StaleNotice({ meta }: { meta: AnswerMeta | undefined }) {
  if (!meta?.stale) return null;
  return (
    <Stale>
      {meta.lastEventAt ? (
        <>
          The newest report here was taken in{' '}
          <RelativeTime at={meta.lastEventAt} />; more waits to be read.
        </>
      ) : (
        'Reports wait to be read.'
      )}
    </Stale>
  );
}
