import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import {
  benchmarkIds,
  BenchmarkId,
  DoraTile,
  industries2025,
  ownTable,
  tiers2021,
  tiers2023,
} from '@quarterdeck/plugin-dora-common';
import {
  EntityChip,
  FormDialog,
  Muted,
  RelativeTime,
  Row,
} from '@quarterdeck/plugin-portal-react';
import { BenchmarksAnswer } from '../api/answerTypes';
import { useResetBenchmark, useSetBenchmark } from '../api/changes';
import { scopeName } from '../view/scopeSentence';
import { BandPreview } from './BandPreview';
import { benchmarkNames } from './benchmarkNames';
import { readRows, rowsOf, thresholdsFrom } from './thresholdRows';
import { ThresholdTable } from './ThresholdTable';

/** What a scope is held against, for everybody: a table, an industry, or own thresholds. */
export function BenchmarkDialog(props: {
  scope: string | undefined;
  known: BenchmarksAnswer;
  /** What is measured now, to show where it would lie. */
  tiles: readonly DoraTile[];
  onClose: () => void;
  onDone: (words: string) => void;
}) {
  const { scope, known, tiles, onClose, onDone } = props;
  const { set, inherited } = known;
  const put = useSetBenchmark();
  const reset = useResetBenchmark();
  const [benchmark, setBenchmark] = useState<BenchmarkId>(known.chosen);
  const [industry, setIndustry] = useState(known.industry);
  const [rows, setRows] = useState(
    rowsOf(set?.thresholds ?? inherited.thresholds),
  );
  const [reason, setReason] = useState('');
  const { thresholds, faults } = readRows(rows);
  const own = benchmark === 'own';
  const anySet = Object.keys(thresholds).length > 0;
  const ready = !own || (anySet && Object.keys(faults).length === 0);
  const failure = put.error ?? reset.error;
  const name = scopeName(scope);
  const submit = () =>
    put.mutate(
      {
        scope,
        benchmark,
        industry: benchmark === 'quick' ? industry : undefined,
        // Those of another table are kept for the way back.
        thresholds:
          anySet && Object.keys(faults).length === 0 ? thresholds : undefined,
        reason: reason.trim() || undefined,
      },
      { onSuccess: () => onDone('Set for everybody.') },
    );
  return (
    <FormDialog
      title={`What ${name} is held against`}
      verb="Set for everybody"
      ready={ready}
      busy={put.isPending || reset.isPending}
      error={failure && `Could not set it: ${failure.message}`}
      width="md"
      onSubmit={submit}
      onClose={onClose}
    >
      <Row style={{ flexWrap: 'wrap' }}>
        <TextField
          select
          size="small"
          label="Scale"
          value={benchmark}
          onChange={event =>
            setBenchmark(
              benchmarkIds.find(id => id === event.target.value) ?? 'quick',
            )
          }
          sx={{ width: 220 }}
        >
          {benchmarkIds.map(id => (
            <MenuItem key={id} value={id} dense>
              {benchmarkNames[id]}
            </MenuItem>
          ))}
        </TextField>
        {benchmark === 'quick' && (
          <TextField
            select
            size="small"
            label="Industry"
            value={industry}
            onChange={event => setIndustry(event.target.value)}
            sx={{ width: 260 }}
          >
            {industries2025.map(({ key, name: words }) => (
              <MenuItem key={key} value={key} dense>
                {words}
              </MenuItem>
            ))}
          </TextField>
        )}
        {own && (
          <>
            <Muted>Begin with</Muted>
            {[tiers2023, tiers2021].map(table => (
              <Button
                key={table.id}
                size="small"
                color="inherit"
                onClick={() => setRows(rowsOf(thresholdsFrom(table)))}
              >
                {table.name}
              </Button>
            ))}
          </>
        )}
      </Row>
      {own ? (
        <>
          <ThresholdTable
            rows={rows}
            faults={faults}
            tiles={tiles}
            table={ownTable(thresholds)}
            onChange={(metric, row) =>
              setRows(before => ({ ...before, [metric]: row }))
            }
          />
          <Muted>
            What is neither good nor fair is poor. A metric without numbers is
            not judged.
          </Muted>
        </>
      ) : (
        <BandPreview benchmark={benchmark} tiles={tiles} />
      )}
      <TextField
        size="small"
        label="Reason"
        value={reason}
        onChange={event => setReason(event.target.value)}
        inputProps={{ maxLength: 1000 }}
        helperText="Kept in the audit record with your name. Pages and alerts of this scope follow."
      />
      {set && (
        <Row style={{ flexWrap: 'wrap' }}>
          <Muted>
            Set by <EntityChip entityRef={set.by} />{' '}
            <RelativeTime at={set.at} />.
          </Muted>
          <Button
            size="small"
            color="inherit"
            disabled={reset.isPending}
            onClick={() =>
              reset.mutate(
                { scope, reason: reason.trim() || undefined },
                { onSuccess: () => onDone('Back to what held before.') },
              )
            }
          >
            Back to {benchmarkNames[inherited.benchmark]}
          </Button>
        </Row>
      )}
    </FormDialog>
  );
}
