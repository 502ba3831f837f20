import Button from '@mui/material/Button';
import { ReactNode, useState } from 'react';
import {
  Column,
  ConfirmDialog,
  DataTable,
  formatCount,
  RelativeTime,
  Row,
  SeverityBar,
  StatusChip,
  useToast,
} from '@quarterdeck/plugin-portal-react';
import { Acceptance } from '@quarterdeck/plugin-security-common';
import { useExtendAcceptance, useRevokeAcceptance } from '../api/changes';
import { counted, personName } from '../components/findingWords';
import { TwoLines } from '../components/TwoLines';
import { AcceptDialog } from '../triage/AcceptDialog';
import { acceptanceWords, coveredText } from './acceptanceWords';

/** Why it ended, in place of why it was made. */
const endText = (one: Acceptance): string | undefined => {
  if (one.state === 'revoked' && one.endedBy) {
    const reason = one.endReason ? `: ${one.endReason}` : '';
    return `ended by ${personName(one.endedBy)}${reason}`;
  }
  return one.state === 'expired' ? `ran out; ${one.reason}` : undefined;
};

const columns: Column<Acceptance>[] = [
  {
    key: 'state',
    title: 'State',
    width: 108,
    fixed: true,
    render: one => <StatusChip {...acceptanceWords[one.state]} />,
  },
  {
    key: 'what',
    title: 'What',
    fixed: true,
    render: one => (
      <TwoLines
        title={`${one.title}\n${one.reason}`}
        first={one.title}
        second={`${coveredText(one)}: ${endText(one) ?? one.reason}`}
      />
    ),
  },
  {
    key: 'holds',
    title: 'Holds',
    width: 140,
    priority: 2,
    render: one => (
      <Row title={counted(one.findings, 'finding')}>
        <span>{formatCount(one.findings)}</span>
        <SeverityBar counts={one.bySeverity} width={80} />
      </Row>
    ),
  },
  {
    key: 'owner',
    title: 'Owner',
    width: 120,
    render: one => personName(one.owner),
  },
  {
    key: 'ends',
    title: 'Ends',
    width: 96,
    sorted: 'ascending',
    render: one =>
      one.endedAt ? (
        <span title={one.endReason ?? undefined}>
          <RelativeTime at={one.endedAt} />
        </span>
      ) : (
        <RelativeTime at={one.expiresAt} />
      ),
  },
];

/** Accepted risks, the next to end first; ended early or given another end. */
export function AcceptancesTable(props: {
  items: readonly Acceptance[];
  more?: { load: () => void; loading: boolean };
  empty: ReactNode;
  footer?: ReactNode;
}) {
  const [asked, setAsked] = useState<{
    to: 'extend' | 'revoke';
    of: Acceptance;
  }>();
  const extend = useExtendAcceptance();
  const revoke = useRevokeAcceptance();
  const toast = useToast();
  const close = () => {
    setAsked(undefined);
    extend.reset();
    revoke.reset();
  };
  const done = (text: string) => () => {
    close();
    toast({ text });
  };
  const actions: Column<Acceptance> = {
    key: 'actions',
    title: 'Change',
    width: 172,
    fixed: true,
    render: one =>
      one.canRevoke && (
        <Row>
          <Button
            size="small"
            variant="outlined"
            aria-label={`Another end for ${one.title}`}
            onClick={() => setAsked({ to: 'extend', of: one })}
          >
            Another end
          </Button>
          <Button
            size="small"
            color="inherit"
            aria-label={`End ${one.title}`}
            onClick={() => setAsked({ to: 'revoke', of: one })}
          >
            End
          </Button>
        </Row>
      ),
  };
  return (
    <>
      <DataTable
        label="Accepted risks"
        columns={[...columns, actions]}
        rows={props.items}
        rowKey={one => one.id}
        comfortable
        more={props.more}
        footer={props.footer}
        empty={props.empty}
      />
      {asked?.to === 'extend' && (
        <AcceptDialog
          title="Another end"
          verb="Set the end"
          consequence={<>{asked.of.title}. The old end stays on record.</>}
          busy={extend.isPending}
          error={extend.error?.message}
          onClose={close}
          onSave={input =>
            extend.mutate(
              { params: { id: asked.of.id }, body: input },
              { onSuccess: done('The acceptance has another end') },
            )
          }
        />
      )}
      {asked?.to === 'revoke' && (
        <ConfirmDialog
          open
          title="End this acceptance?"
          consequence={`${counted(
            asked.of.findings,
            'finding',
          )} open again now, with their due dates.`}
          verb="End it"
          dangerous
          reason="required"
          busy={revoke.isPending}
          error={revoke.error?.message}
          onClose={close}
          onConfirm={(reason = '') =>
            revoke.mutate(
              { id: asked.of.id, reason },
              { onSuccess: done('The acceptance ended') },
            )
          }
        />
      )}
    </>
  );
}
