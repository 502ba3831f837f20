import {
  Card,
  Muted,
  RelativeTime,
  Row,
  StateName,
  StatusChip,
} from '@quarterdeck/plugin-portal-react';
import { Finding, VexStatus } from '@quarterdeck/plugin-security-common';

/** What a statement says, as people say it. */
export const vexWords: Record<VexStatus, { state: StateName; word: string }> = {
  not_affected: { state: 'skipped', word: 'Not affected' },
  affected: { state: 'error', word: 'Affected' },
  fixed: { state: 'success', word: 'Fixed' },
  under_investigation: { state: 'info', word: 'Under investigation' },
  false_positive: { state: 'skipped', word: 'False positive' },
};

/** What VEX documents say of it. */
export function VexCard(props: { statements: Finding['vex'] }) {
  const { statements } = props;
  if (statements.length === 0) return null;
  return (
    <Card title="What VEX says">
      {statements.map(one => (
        <div
          key={`${one.documentId} ${one.status}`}
          style={{ padding: '4px 0' }}
        >
          <Row style={{ gap: 8, flexWrap: 'wrap' }}>
            <StatusChip {...vexWords[one.status]} />
            <Muted>
              {[one.justification?.replaceAll('_', ' '), one.author]
                .filter(Boolean)
                .join(', ')}
              {one.statedAt && (
                <>
                  , <RelativeTime at={one.statedAt} />
                </>
              )}
            </Muted>
          </Row>
          {(one.impact || one.action) && <div>{one.impact ?? one.action}</div>}
        </div>
      ))}
    </Card>
  );
}
