import { styled } from '@mui/material/styles';
import { Ellipsis, Mono, Row } from '@quarterdeck/plugin-portal-react';

/** A deep path leaves half of the line to the words. */
const Place = styled(Mono)({
  maxWidth: '50%',
  flex: 'none',
  overflow: 'hidden',
  textOverflow: 'ellipsis',
});

/** Where in the body, and what to change there: one line. Hostile text stays text. */
export function ReasonLine(props: { reason?: string; path?: string }) {
  const { reason, path } = props;
  if (!reason) return null;
  return (
    <Row title={path ? `${path} ${reason}` : reason}>
      {path && <Place>{path}</Place>}
      <Ellipsis>{reason}</Ellipsis>
    </Row>
  );
}
