import Autocomplete from '@mui/material/Autocomplete';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { Muted } from '@quarterdeck/plugin-portal-react';
import {
  vexExportPath,
  VexFormat,
  vexFormats,
} from '@quarterdeck/plugin-security-common';
import { Fields } from '../components/Fields';
import { useDownload } from '../components/useDownload';
import { useEntityChoices } from '../components/useEntityChoices';

/** Formats of VEX by the names they have. */
const words: Record<VexFormat, string> = {
  cyclonedx: 'CycloneDX',
  openvex: 'OpenVEX',
  csaf: 'CSAF',
};

/** What a service says of its vulnerabilities, as a document for others. */
export function VexExportDialog({ onClose }: { onClose: () => void }) {
  const entities = useEntityChoices('Component');
  const download = useDownload();
  const [entity, setEntity] = useState('');
  const [format, setFormat] = useState<VexFormat>('cyclonedx');
  const save = async () => {
    const query = new URLSearchParams({ entity: entity.trim(), format });
    const name = entity.slice(entity.lastIndexOf('/') + 1);
    if (await download(vexExportPath, query, `${name}.${format}.json`)) {
      onClose();
    }
  };
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth>
      <DialogTitle>Export VEX</DialogTitle>
      <DialogContent>
        <Fields>
          <Autocomplete
            freeSolo
            options={entities}
            inputValue={entity}
            onInputChange={(_, value) => setEntity(value)}
            renderInput={params => (
              <TextField {...params} required size="small" label="Service" />
            )}
          />
          <TextField
            select
            size="small"
            label="Format"
            value={format}
            onChange={({ target }) => {
              const chosen = vexFormats.find(one => one === target.value);
              if (chosen) setFormat(chosen);
            }}
          >
            {vexFormats.map(one => (
              <MenuItem key={one} value={one}>
                {words[one]}
              </MenuItem>
            ))}
          </TextField>
          <Muted>
            Says of each vulnerability what people and documents decided. An
            accepted risk is never told as not affected.
          </Muted>
        </Fields>
      </DialogContent>
      <DialogActions>
        <Button color="inherit" onClick={onClose}>
          Cancel
        </Button>
        <Button
          variant="contained"
          disabled={entity.trim() === ''}
          onClick={save}
        >
          Export
        </Button>
      </DialogActions>
    </Dialog>
  );
}
