import { styled } from '@mui/material/styles';
import { SeverityBar, token } from '@quarterdeck/plugin-portal-react';
import { SeverityCounts } from '@quarterdeck/plugin-security-common';

const Tile = styled('div')({
  // Above the tile before it, so that the hairline between them is seen.
  position: 'relative',
  background: token('surface.base'),
  padding: '12px 16px',
  minHeight: 90,
  minWidth: 0,
  '& > strong': {
    display: 'block',
    fontSize: 12,
    lineHeight: '16px',
    fontWeight: 600,
    marginBottom: 8,
    color: token('text.secondary'),
  },
});

/** Open by severity as a bar with the counts below, each a link to its list. */
export function SeverityTile(props: {
  counts: SeverityCounts;
  href: (severity: string) => string;
}) {
  return (
    <Tile>
      <strong>By severity</strong>
      <SeverityBar counts={props.counts} href={props.href} list />
    </Tile>
  );
}
