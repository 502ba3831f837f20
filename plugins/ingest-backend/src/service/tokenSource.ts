import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { DoorSource } from './doorSources';
import { RefusalError, refuse } from './refusal';

/** Who asks: the user's ref, or the subject of a machine's token. */
export function subjectOfCredentials(
  credentials: BackstageCredentials,
): string | undefined {
  const { principal } = credentials;
  if (typeof principal !== 'object' || principal === null) return undefined;
  if ('userEntityRef' in principal) {
    return typeof principal.userEntityRef === 'string'
      ? principal.userEntityRef
      : undefined;
  }
  return 'subject' in principal && typeof principal.subject === 'string'
    ? principal.subject
    : undefined;
}

const forbid = (message: string) =>
  new RefusalError(refuse(403, 'NotAllowedError', message));

/**
 * The source a token speaks as. Backstage lets every token of an issuer in; a
 * public issuer signs for everybody's repositories, so a subject that no source
 * names is refused here.
 */
export function tokenSource(
  sources: ReadonlyMap<string, DoorSource>,
  subject: string | undefined,
  wanted: string | undefined,
): DoorSource {
  const matching = [...sources.values()].filter(
    source => subject !== undefined && source.acceptsSubject(subject),
  );
  if (matching.length === 0) {
    throw forbid(
      `No source takes tokens of "${
        subject ?? 'nobody'
      }". Add the subject to tokenSubjects of a source in ingest.sources.`,
    );
  }
  if (wanted !== undefined) {
    const source = matching.find(({ config }) => config.id === wanted);
    if (source) return source;
    throw forbid(
      `The token of "${subject}" may not send as the source "${wanted.slice(
        0,
        63,
      )}".`,
    );
  }
  if (matching.length > 1) {
    throw new RefusalError(
      refuse(
        400,
        'InputError',
        `The token may send as ${matching
          .map(({ config }) => config.id)
          .join(', ')}. Name one with ?source=.`,
        '/query/source',
      ),
    );
  }
  return matching[0];
}
