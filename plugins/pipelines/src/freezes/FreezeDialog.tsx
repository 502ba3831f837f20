import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import {
  environmentTiers,
  EnvironmentTier,
  Freeze,
} from '@quarterdeck/plugin-pipelines-common';
import { FormDialog, Muted } from '@quarterdeck/plugin-portal-react';
import { FreezeBody, useCreateFreeze } from '../api/deploymentChanges';
import { tierWords } from '../deployments/deploymentText';
import { useKnownPlaces } from '../deployments/useKnownPlaces';
import { freezePlaces, freezeScope, toLocalInput } from './freezeText';
import { useScopeRefs } from './useScopeRefs';

const scopes: Record<Freeze['scope'], string> = {
  entity: 'One service',
  system: 'A system',
  domain: 'A domain',
  all: 'Everything',
};
const scopeLabels = { entity: 'Service', system: 'System', domain: 'Domain' };
const scopeNames = ['entity', 'system', 'domain', 'all'] as const;
const day = 24 * 3600_000;

/** Stops deployments somewhere for a time. Says in words what will happen. */
export function FreezeDialog(props: { onClose: () => void }) {
  const { onClose } = props;
  const create = useCreateFreeze();
  const known = useKnownPlaces({});
  const [scope, setScope] = useState<Freeze['scope']>('entity');
  const [scopeRef, setScopeRef] = useState<string | null>(null);
  const [tiers, setTiers] = useState<EnvironmentTier[]>(['production']);
  const [environments, setEnvironments] = useState<string[]>([]);
  const [from, setFrom] = useState(() => toLocalInput(new Date()));
  const [to, setTo] = useState(() => toLocalInput(new Date(Date.now() + day)));
  const [reason, setReason] = useState('');
  const refs = useScopeRefs(scope, known.entities);
  const backwards = Date.parse(to) <= Date.parse(from);
  const ready =
    reason.trim() !== '' &&
    !backwards &&
    !Number.isNaN(Date.parse(from)) &&
    !Number.isNaN(Date.parse(to)) &&
    (scope === 'all' || scopeRef !== null);

  const submit = () => {
    const body: FreezeBody = {
      scope,
      scopeRef: scope === 'all' ? undefined : scopeRef ?? undefined,
      environments,
      tiers,
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      reason: reason.trim(),
    };
    create.mutate(body, { onSuccess: onClose });
  };

  return (
    <FormDialog
      title="Freeze deployments"
      verb="Freeze"
      ready={ready}
      busy={create.isPending}
      error={create.error && `Could not add it: ${create.error.message}`}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        select
        size="small"
        label="What"
        value={scope}
        onChange={event => {
          const next = scopeNames.find(item => item === event.target.value);
          setScope(next ?? 'entity');
          setScopeRef(null);
        }}
      >
        {scopeNames.map(item => (
          <MenuItem key={item} value={item}>
            {scopes[item]}
          </MenuItem>
        ))}
      </TextField>
      {scope !== 'all' && (
        <Autocomplete
          size="small"
          options={[...refs]}
          value={scopeRef}
          onChange={(_, value) => setScopeRef(value)}
          renderInput={input => (
            <TextField {...input} label={scopeLabels[scope]} required />
          )}
        />
      )}
      <Autocomplete
        multiple
        size="small"
        options={[...environmentTiers]}
        getOptionLabel={tier => tierWords[tier]}
        value={tiers}
        onChange={(_, value) => setTiers(value)}
        renderInput={input => (
          <TextField {...input} label="Tiers (none: every one)" />
        )}
      />
      <Autocomplete
        multiple
        freeSolo
        size="small"
        options={[...known.environments]}
        value={environments}
        onChange={(_, value) => setEnvironments(value)}
        renderInput={input => (
          <TextField {...input} label="Environments (none: every one)" />
        )}
      />
      <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: '1fr 1fr' }}>
        <TextField
          size="small"
          type="datetime-local"
          label="From, your time"
          value={from}
          onChange={event => setFrom(event.target.value)}
          InputLabelProps={{ shrink: true }}
        />
        <TextField
          size="small"
          type="datetime-local"
          label="To, your time"
          value={to}
          error={backwards}
          helperText={backwards ? 'Must be after “From”' : undefined}
          onChange={event => setTo(event.target.value)}
          InputLabelProps={{ shrink: true }}
        />
      </Box>
      <TextField
        size="small"
        label="Reason"
        required
        value={reason}
        onChange={event => setReason(event.target.value)}
        inputProps={{ maxLength: 1024 }}
        helperText="Everybody who deploys sees it; kept in the audit record with your name."
      />
      <Muted>
        Gates of{' '}
        {scope === 'all' || scopeRef
          ? freezeScope({ scope, scopeRef })
          : `the ${scopeLabels[scope].toLocaleLowerCase(
              'en-US',
            )} you choose`}{' '}
        in {freezePlaces({ environments, tiers })} stay shut in that time.
        Deployments that a provider makes without asking are shown as made in a
        freeze.
      </Muted>
    </FormDialog>
  );
}
