import { PortalRequestError } from '@quarterdeck/plugin-portal-common';
import {
  CodeFrame,
  Muted,
  QueryStates,
  Skeleton,
} from '@quarterdeck/plugin-portal-react';
import { useDeliveryBody } from '../api/ingestQueries';
import { bodyExcerpt } from './bodyExcerpt';

/** The lines of a stored body the reason points at; the masked text, as text. */
export function DeliveryExcerpt(props: { receipt: string; path?: string }) {
  const body = useDeliveryBody(props.receipt);
  const { error } = body;
  if (error instanceof PortalRequestError && error.status === 403) {
    return (
      <Muted>
        You may see why it was rejected, but not the body: that takes the
        permission “ingest.delivery.body.read”.
      </Muted>
    );
  }
  return (
    <QueryStates query={body} what="the body" skeleton={<Skeleton rows={3} />}>
      {({ text }) => (
        <CodeFrame
          label="Lines of the body"
          {...bodyExcerpt(text, props.path)}
        />
      )}
    </QueryStates>
  );
}
