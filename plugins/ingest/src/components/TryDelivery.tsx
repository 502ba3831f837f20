import { FormEvent, useState } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { IngestSource } from '@quarterdeck/plugin-ingest-common';
import { PortalRequestError } from '@quarterdeck/plugin-portal-common';
import {
  CodeFrame,
  Icon,
  Mono,
  Muted,
  StatusChip,
  token,
} from '@quarterdeck/plugin-portal-react';
import { useMayDo } from '../api/useMayDo';
import { usePreview } from '../api/usePreview';
import { bodyExcerpt } from './bodyExcerpt';
import { doorWords } from './deliveryWords';
import { PreviewInput, previewRequest } from './previewRequest';
import { PreviewOutcome } from './PreviewOutcome';
import { exampleEvent } from './sendSnippets';

const monospace = { fontFamily: 'var(--qd-font-mono)', fontSize: 12 };

const exampleOf = (door: PreviewInput['door']) =>
  door === 'events'
    ? JSON.stringify(exampleEvent(new Date().toISOString()), null, 2)
    : '';

/** Everything a delivery goes through but the storing: "what would you make of this?" */
export function TryDelivery(props: {
  sources: readonly IngestSource[];
  /** Chosen when the form opens. */
  sourceId?: string;
}) {
  const { sources } = props;
  const first =
    sources.find(source => source.id === props.sourceId) ?? sources[0];
  const [input, setInput] = useState<PreviewInput>({
    door: first?.doors[0] ?? 'events',
    source: first?.id ?? '',
    headers: first?.kind === 'github' ? 'X-GitHub-Event: workflow_run' : '',
    body: exampleOf(first?.doors[0] ?? 'events'),
    report: {},
  });
  const [problem, setProblem] = useState<string>();
  /** The body the answer is about; the form may have changed since. */
  const [sent, setSent] = useState('');
  const preview = usePreview();
  const may = useMayDo('preview');
  const source = sources.find(one => one.id === input.source);
  const change = (part: Partial<PreviewInput>) =>
    setInput(current => ({ ...current, ...part }));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const request = previewRequest(input);
    setProblem(request.ok ? undefined : request.message);
    if (!request.ok) return;
    setSent(input.body);
    preview.mutate(request);
  };

  return (
    <Box sx={{ display: 'grid', gap: 4, minWidth: 0 }}>
      <Box
        component="form"
        aria-label="Delivery to try"
        onSubmit={submit}
        sx={{ display: 'grid', gap: 4 }}
      >
        <Muted>
          Nothing is stored. The body stays in this request and is read by the
          same code that reads real deliveries.
        </Muted>
        <Box sx={{ display: 'grid', gap: 4, gridTemplateColumns: '1fr 1fr' }}>
          <TextField
            select
            size="small"
            label="Source"
            value={input.source}
            onChange={event => {
              const next = sources.find(one => one.id === event.target.value);
              const door = next?.doors.includes(input.door)
                ? input.door
                : next?.doors[0] ?? input.door;
              change({ source: event.target.value, door });
            }}
          >
            {sources.map(one => (
              <MenuItem key={one.id} value={one.id}>
                {one.id}
              </MenuItem>
            ))}
          </TextField>
          <TextField
            select
            size="small"
            label="Door"
            value={input.door}
            onChange={event => {
              const door = source?.doors.find(
                one => one === event.target.value,
              );
              if (door) change({ door, body: input.body || exampleOf(door) });
            }}
          >
            {(source?.doors ?? [input.door]).map(door => (
              <MenuItem key={door} value={door}>
                {doorWords[door]}
              </MenuItem>
            ))}
          </TextField>
        </Box>
        {input.door === 'reports' && (
          <Box
            sx={{
              display: 'grid',
              gap: 4,
              gridTemplateColumns: 'repeat(3, 1fr)',
            }}
          >
            {(['entity', 'category', 'ref'] as const).map(name => (
              <TextField
                key={name}
                size="small"
                label={
                  { entity: 'Entity', category: 'Category', ref: 'Ref' }[name]
                }
                value={input.report?.[name] ?? ''}
                onChange={event =>
                  change({
                    report: { ...input.report, [name]: event.target.value },
                  })
                }
              />
            ))}
          </Box>
        )}
        <TextField
          size="small"
          label="Headers, one a line"
          value={input.headers}
          onChange={event => change({ headers: event.target.value })}
          multiline
          minRows={2}
          maxRows={6}
          error={problem !== undefined}
          helperText={
            problem ?? 'The sender’s own; a signature may be missing.'
          }
          inputProps={{ style: monospace, spellCheck: false }}
        />
        <TextField
          size="small"
          label="Body"
          value={input.body}
          onChange={event => change({ body: event.target.value })}
          multiline
          minRows={8}
          maxRows={18}
          inputProps={{ style: monospace, spellCheck: false }}
        />
        <Box title={may.why}>
          <Button
            type="submit"
            variant="contained"
            startIcon={<Icon name="eye" size={14} />}
            disabled={!may.allowed || !input.source || preview.isPending}
          >
            {preview.isPending ? 'Trying' : 'Try it'}
          </Button>
          {may.why && <Muted> {may.why}</Muted>}
        </Box>
      </Box>
      <div aria-live="polite">
        {preview.data && <PreviewOutcome answer={preview.data} body={sent} />}
        {preview.error && <Refused error={preview.error} body={sent} />}
      </div>
    </Box>
  );
}

/** The door turned it away before reading it: too large, not JSON, unknown. */
function Refused({ error, body }: { error: Error; body: string }) {
  const path = error instanceof PortalRequestError ? error.path : undefined;
  const status = error instanceof PortalRequestError ? error.status : undefined;
  return (
    <Box sx={{ display: 'grid', gap: 3, minWidth: 0 }}>
      <div>
        <StatusChip
          variant="soft"
          state="error"
          word={status ? `Would be refused, ${status}` : 'No answer'}
        />
      </div>
      <Box sx={{ overflowWrap: 'anywhere', color: token('text.primary') }}>
        {path && <Mono>{path} </Mono>}
        {error.message}
      </Box>
      {path && (
        <CodeFrame label="Lines of the body" {...bodyExcerpt(body, path)} />
      )}
    </Box>
  );
}
