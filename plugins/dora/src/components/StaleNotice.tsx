import { AnswerMeta } from '@quarterdeck/plugin-portal-common';
import { RelativeTime, Stale } from '@quarterdeck/plugin-portal-react';

/** Says how old the numbers are when the reader of the log has fallen behind. */
export function StaleNotice({ meta }: { meta: AnswerMeta | undefined }) {
  if (!meta?.stale) return null;
  return (
    <Stale>
      {meta.lastEventAt ? (
        <>
          The newest event in these numbers was recorded{' '}
          <RelativeTime at={meta.lastEventAt} />; more waits to be read.
        </>
      ) : (
        'Events wait to be read; these numbers do not know them yet.'
      )}
    </Stale>
  );
}
