import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { Card, Mono, Muted, token } from '@quarterdeck/plugin-portal-react';
import { Fields } from '../components/Fields';
import { Problems } from './policyDraft';

/** Sets the draft, or says what stands against it. */
export function SavePolicyCard(props: {
  isNew: boolean;
  mayEdit: boolean;
  changed: boolean;
  problems: Problems;
  readable: boolean;
  busy: boolean;
  error?: string;
  onSave: (reason: string | undefined) => void;
}) {
  const { isNew, mayEdit, changed, problems, readable, busy, error } = props;
  const [reason, setReason] = useState('');
  return (
    <Card title={isNew ? 'Set the policy' : 'Set a new version'}>
      {!mayEdit ? (
        <Muted>
          You may try it here. Setting it takes the permission
          security.policy.publish for whom it holds.
        </Muted>
      ) : (
        <Fields sx={{ pt: 0 }}>
          <TextField
            multiline
            size="small"
            label="Why (kept with the version)"
            value={reason}
            inputProps={{ maxLength: 2000 }}
            onChange={({ target }) => setReason(target.value)}
          />
          <div aria-live="polite">
            {problems.size > 0 && (
              <ul
                aria-label="What stands against it"
                style={{
                  margin: 0,
                  paddingLeft: 16,
                  fontSize: 13,
                  color: token('state.error.text'),
                }}
              >
                {[...problems].map(([path, message]) => (
                  <li key={path}>
                    <Mono>{path.slice(1) || 'the policy'}</Mono> {message}
                  </li>
                ))}
              </ul>
            )}
          </div>
          {error && problems.size === 0 && (
            <p
              role="alert"
              style={{ margin: 0, color: token('state.error.text') }}
            >
              {error}
            </p>
          )}
          <div>
            <Button
              variant="contained"
              disabled={!changed || !readable || busy}
              onClick={() => props.onSave(reason.trim() || undefined)}
            >
              {isNew ? 'Set policy' : 'Set version'}
            </Button>
          </div>
        </Fields>
      )}
    </Card>
  );
}
