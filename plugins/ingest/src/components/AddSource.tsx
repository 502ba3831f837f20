import { useState } from 'react';
import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { Muted, CopyableCode } from '@quarterdeck/plugin-portal-react';
import {
  secretSnippet,
  secretVariable,
  SenderKind,
  senderKindLabels,
  senderKinds,
  sendSnippet,
  sourceConfigSnippet,
  sourceIdProblem,
} from './sendSnippets';

/**
 * How to declare a source. They stand in app-config, reviewed like code, so
 * this shows what to write and makes nothing by itself.
 */
export function AddSource({ baseUrl }: { baseUrl: string }) {
  const [kind, setKind] = useState<SenderKind>('github');
  const [id, setId] = useState('code-host');
  const problem = sourceIdProblem(id);
  const variable = secretVariable(id, kind === 'github' ? 'SECRET' : 'TOKEN');
  return (
    <Box sx={{ display: 'grid', gap: 4, minWidth: 0 }}>
      <Muted>
        Sources are declared in app-config, so that who may send is reviewed
        like code. After the change, restart the portal.
      </Muted>
      <Box sx={{ display: 'grid', gap: 4, gridTemplateColumns: '1fr 1fr' }}>
        <TextField
          select
          size="small"
          label="Kind"
          value={kind}
          onChange={event => {
            const next = senderKinds.find(one => one === event.target.value);
            if (next) setKind(next);
          }}
        >
          {senderKinds.map(one => (
            <MenuItem key={one} value={one}>
              {senderKindLabels[one]}
            </MenuItem>
          ))}
        </TextField>
        <TextField
          size="small"
          label="Name of the source"
          value={id}
          onChange={event => setId(event.target.value)}
          error={problem !== undefined}
          helperText={problem}
          inputProps={{ spellCheck: false, maxLength: 63 }}
        />
      </Box>
      {!problem && (
        <>
          <CopyableCode
            label={`1. A ${
              kind === 'github' ? 'secret' : 'token'
            } in the portal’s environment (${variable})`}
            text={secretSnippet(kind, id)}
          />
          <CopyableCode
            label="2. Into app-config"
            text={sourceConfigSnippet(kind, id)}
          />
          {kind === 'github' && (
            <CopyableCode
              label="3. In GitHub: Settings, Webhooks, payload URL (application/json, same secret)"
              text={`${baseUrl}/v1/hooks/${id}`}
            />
          )}
          <CopyableCode
            label={`${
              kind === 'github' ? 4 : 3
            }. A first delivery from a shell`}
            text={sendSnippet(kind, id, baseUrl)}
          />
        </>
      )}
    </Box>
  );
}
