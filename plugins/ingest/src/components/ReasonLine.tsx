import { Ellipsis, Mono, Row } from '@quarterdeck/plugin-portal-react';

/** Where in the body, and what to change there: one line. Hostile text stays text. */
export function ReasonLine(props: { reason?: string; path?: string }) {
  const { reason, path } = props;
  if (!reason) return null;
  return (
    <Row title={path ? `${path} ${reason}` : reason}>
      {path && <Mono>{path}</Mono>}
      <Ellipsis>{reason}</Ellipsis>
    </Row>
  );
}
