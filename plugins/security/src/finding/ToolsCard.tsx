import { styled } from '@mui/material/styles';
import {
  Card,
  Muted,
  RelativeTime,
  SafeLink,
  SeverityChip,
  TextLink,
  token,
} from '@quarterdeck/plugin-portal-react';
import { Finding } from '@quarterdeck/plugin-security-common';
import { counted } from '../components/findingWords';

const Item = styled('li')({
  padding: '6px 0',
  fontSize: 13,
  '& a': { textDecoration: 'underline' },
  '&:not(:last-of-type)': {
    borderBottom: `1px solid ${token('border.subtle')}`,
  },
  '& > div': { display: 'flex', gap: 8, alignItems: 'center', minWidth: 0 },
});

/** Every tool that reported it, with its own severity and when it last had it. */
export function ToolsCard({ finding }: { finding: Finding }) {
  const { attributions } = finding;
  const live = attributions.filter(one => one.endedAt === null).length;
  return (
    <Card
      title={
        live > 0
          ? `Found by ${counted(live, 'tool')}`
          : 'No tool has it any more'
      }
    >
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {attributions.map(one => (
          <Item key={one.findingId}>
            <div>
              <b style={{ fontWeight: 600 }}>
                {one.tool}
                {one.toolVersion && ` ${one.toolVersion}`}
              </b>
              <span style={{ marginLeft: 'auto' }} />
              <SeverityChip
                severity={one.severity}
                raw={one.nativeSeverity ?? undefined}
              />
            </div>
            <Muted style={{ overflowWrap: 'anywhere' }}>
              {one.ruleId}
              {one.nativeSeverity && `, says “${one.nativeSeverity}”`};{' '}
              {counted(one.occurrences, 'place')};{' '}
              {one.endedAt ? (
                <>
                  no more since <RelativeTime at={one.endedAt} />
                </>
              ) : (
                <>
                  seen <RelativeTime at={one.lastSeenAt} />
                </>
              )}
              {one.importId && (
                <>
                  {' '}
                  <TextLink
                    to={`/security/scans/${encodeURIComponent(one.importId)}`}
                  >
                    scan
                  </TextLink>
                </>
              )}{' '}
              {one.url && <SafeLink href={one.url}>at the tool</SafeLink>}
            </Muted>
          </Item>
        ))}
      </ul>
    </Card>
  );
}
