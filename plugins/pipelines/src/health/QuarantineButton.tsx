import { Quarantine } from '@quarterdeck/plugin-pipelines-common';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { formatDay, Muted, useNow } from '@quarterdeck/plugin-portal-react';
import { useEndQuarantine } from '../api/testQueries';
import { useMayDo } from '../api/useMayDo';
import { ActionButton } from '../gates/ActionButton';
import { QuarantineDialog, TestName } from './QuarantineDialog';

/** Puts a test in quarantine, or takes it out. */
export function QuarantineButton(props: {
  test: TestName;
  quarantine: Quarantine | null;
  /** Only the button. */
  brief?: boolean;
}) {
  const { test, quarantine, brief } = props;
  const [open, setOpen] = useState(false);
  const end = useEndQuarantine();
  const may = useMayDo('quarantine', test.entityRef);
  const now = useNow();
  if (quarantine?.active) {
    return (
      <>
        {!brief && (
          <Muted>
            In quarantine until {formatDay(new Date(quarantine.until), now)}:{' '}
            {quarantine.reason}{' '}
          </Muted>
        )}
        <ActionButton
          label="Take out"
          quiet
          off={!may.allowed}
          why={may.why}
          title="Take the test out of quarantine"
          consequence={`“${test.name}” counts again: the next run that fetches the list runs it.`}
          reason="optional"
          change={end}
          input={reason => ({ id: quarantine.id, reason })}
          done="Taken out of quarantine."
        />
      </>
    );
  }
  return (
    <>
      <span title={may.why}>
        <Button
          size="small"
          variant="outlined"
          disabled={!may.allowed}
          onClick={() => setOpen(true)}
        >
          Quarantine
        </Button>
      </span>
      {open && <QuarantineDialog test={test} onClose={() => setOpen(false)} />}
    </>
  );
}
