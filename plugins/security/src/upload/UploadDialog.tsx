import Autocomplete from '@mui/material/Autocomplete';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import {
  CopyableCode,
  formatBytes,
  Icon,
  Muted,
  Skeleton,
  TextLink,
  token,
} from '@quarterdeck/plugin-portal-react';
import { findingKinds } from '@quarterdeck/plugin-security-common';
import { Fields } from '../components/Fields';
import { kindWords } from '../components/findingWords';
import { useEntityChoices } from '../components/useEntityChoices';
import { ReportPreview } from './ReportPreview';
import { curlLine, ReportAbout } from './reportDoor';
import { useReportDoor } from './useReportDoor';

const Drop = styled('label')({
  display: 'flex',
  alignItems: 'center',
  gap: 12,
  minHeight: 64,
  padding: '12px 16px',
  border: `1.5px dashed ${token('border.control')}`,
  borderRadius: 6,
  cursor: 'pointer',
  fontSize: 13,
  '&[data-over="true"], &:hover': { borderColor: token('accent.base') },
  '&:focus-within': {
    outline: `2px solid ${token('accent.focus')}`,
    outlineOffset: 2,
  },
  // Out of sight and still in reach of the keyboard.
  '& input': { position: 'absolute', opacity: 0, width: 1, height: 1 },
});

const categories = [
  { value: 'security', label: 'Whatever is in it' },
  ...findingKinds
    .filter(kind => kind !== 'policy' && kind !== 'quality')
    .map(kind => ({ value: kind, label: kindWords[kind] })),
  { value: 'sbom', label: 'SBOM' },
  { value: 'vex', label: 'VEX' },
];

/** Largest file the door reads ahead of an upload. */
const previewBytes = 25 * 1024 * 1024;

/**
 * Takes a scanner's file: shows what is in it first, then sends it, or gives the line
 * that a pipeline sends it with when people may not.
 */
export function UploadDialog(props: {
  /** What was looked for, when the page knows. */
  category?: string;
  onClose: () => void;
}) {
  const { onClose } = props;
  const door = useReportDoor();
  const entities = useEntityChoices('Component');
  const [file, setFile] = useState<File>();
  const [over, setOver] = useState(false);
  const [about, setAbout] = useState<ReportAbout>({
    entity: '',
    category: props.category ?? 'security',
    branch: 'main',
  });
  const { preview, send } = door;
  const change = (some: Partial<ReportAbout>) => {
    setAbout(now => ({ ...now, ...some }));
    preview.reset();
    send.reset();
  };
  const take = (chosen: File | undefined) => {
    if (!chosen) return;
    setFile(chosen);
    preview.reset();
    send.reset();
  };
  const ready = file !== undefined && about.entity.trim() !== '';
  const large = file !== undefined && file.size > previewBytes;
  const read = preview.data;
  const maySend = read?.own === true && door.allowed;
  const problem = preview.error ?? send.error;
  const dismiss = (
    <Button color="inherit" onClick={onClose}>
      {send.data ? 'Close' : 'Cancel'}
    </Button>
  );
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth>
      <DialogTitle>Upload a report</DialogTitle>
      <DialogContent>
        <Fields>
          <Drop
            data-over={over}
            onDragOver={event => {
              event.preventDefault();
              setOver(true);
            }}
            onDragLeave={() => setOver(false)}
            onDrop={event => {
              event.preventDefault();
              setOver(false);
              take(event.dataTransfer.files[0]);
            }}
          >
            <Icon name="up" />
            <span>
              <b style={{ fontWeight: 600 }}>
                {file ? file.name : 'Choose a file or drop it here'}
              </b>
              <br />
              <Muted>
                {file
                  ? formatBytes(file.size)
                  : 'SARIF, Trivy, Grype, Semgrep, CycloneDX and sixty more; its format is found out.'}
              </Muted>
            </span>
            <input
              type="file"
              aria-label="File of the report"
              onChange={event => take(event.target.files?.[0])}
            />
          </Drop>
          <Autocomplete
            freeSolo
            options={entities}
            inputValue={about.entity}
            onInputChange={(_, entity) => change({ entity })}
            renderInput={params => (
              <TextField
                {...params}
                required
                size="small"
                label="Service it is about"
                placeholder="component:default/shop"
              />
            )}
          />
          <TextField
            select
            size="small"
            label="What was looked for"
            value={about.category}
            onChange={event => change({ category: event.target.value })}
          >
            {categories.map(({ value, label }) => (
              <MenuItem key={value} value={value}>
                {label}
              </MenuItem>
            ))}
          </TextField>
          <TextField
            size="small"
            label="Branch"
            value={about.branch ?? ''}
            onChange={event => change({ branch: event.target.value })}
            helperText="A scan closes only what an earlier one of the same branch, tool and kind found."
          />
          {preview.isPending && <Skeleton rows={3} />}
          {read && <ReportPreview preview={read.preview} />}
          {large && (
            <Muted>
              It is too large to be looked into here; pipelines send up to what
              their source allows.
            </Muted>
          )}
          {((read && !maySend && !send.data) || large) && file && (
            <>
              <Muted>
                Reports are sent by pipelines with a token of theirs; you may
                look into one here.
              </Muted>
              <CopyableCode
                label="Send it from a shell or a pipeline"
                text={curlLine(door.baseUrl, about, file.name)}
              />
            </>
          )}
          {send.data && (
            <p role="status" style={{ margin: 0 }}>
              Taken in. What it changed stands in{' '}
              <TextLink
                to={`/security/scans?entity=${encodeURIComponent(
                  about.entity,
                )}`}
              >
                its scan
              </TextLink>{' '}
              in a moment.
            </p>
          )}
          {problem && (
            <p
              role="alert"
              style={{ margin: 0, color: token('state.error.text') }}
            >
              {problem.message}
            </p>
          )}
        </Fields>
      </DialogContent>
      <DialogActions>
        {dismiss}
        {!send.data && maySend && read.preview.outcome === 'accepted' ? (
          <Button
            variant="contained"
            disabled={send.isPending}
            onClick={() => file && send.mutate({ about, file })}
          >
            {send.isPending ? 'Uploading' : 'Upload'}
          </Button>
        ) : (
          !send.data && (
            <Button
              variant="contained"
              disabled={!ready || large || preview.isPending}
              onClick={() => file && preview.mutate({ about, file })}
            >
              Look into it
            </Button>
          )
        )}
      </DialogActions>
    </Dialog>
  );
}
