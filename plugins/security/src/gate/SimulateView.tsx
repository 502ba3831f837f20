import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { styled } from '@mui/material/styles';
import { useEffect, useMemo } from 'react';
import {
  Failed,
  Segmented,
  severityWords,
  Skeleton,
  token,
  useUrlState,
} from '@quarterdeck/plugin-portal-react';
import { severities } from '@quarterdeck/plugin-security-common';
import { useSimulateGate } from '../api/changes';
import { SimulationResult } from './SimulationResult';
import { policyOf, scanChoices } from './simulatedPolicy';

const Form = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'max-content minmax(0, 1fr)',
  gap: '10px 16px',
  alignItems: 'center',
  padding: 16,
  borderBottom: `1px solid ${token('border.subtle')}`,
  fontSize: 13,
  '& > b': { fontWeight: 600 },
  '& > [role="group"]': { justifySelf: 'start', maxWidth: '100%' },
  '& .MuiFormControlLabel-label': { fontSize: 13 },
  '@media (max-width: 719px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
});

/**
 * What if we fail on high? A policy put together here is tried on every service in
 * scope and nothing is stored. It lives in the URL, so that it can be sent.
 */
export function SimulateView({ scope }: { scope?: string }) {
  const url = useUrlState();
  const { mutate, data, error, isPending } = useSimulateGate();
  const policy = useMemo(() => policyOf(url), [url]);
  const entity = url.get('entity');
  const body = useMemo(
    () => ({ scope, policy, entities: entity ? [entity] : [] }),
    [scope, policy, entity],
  );
  useEffect(() => {
    mutate(body);
  }, [mutate, body]);
  const level = url.get('fail') ?? 'high';
  const required = url.list('scans');
  return (
    <>
      <Form>
        <b>Fail on</b>
        <Segmented
          label="Fail on"
          value={level}
          onChange={value => url.set({ fail: value })}
          options={[
            { value: 'none', label: 'Nothing' },
            ...severities
              .filter(one => one !== 'info' && one !== 'unknown')
              .map(value => ({
                value,
                label:
                  value === 'critical'
                    ? 'Critical'
                    : `${severityWords[value]} and above`,
              })),
          ]}
        />
        <b>Look at</b>
        <Segmented
          label="Look at"
          value={url.get('of') === 'new' ? 'new' : 'all'}
          onChange={value =>
            url.set({ of: value === 'new' ? 'new' : undefined })
          }
          options={[
            { value: 'all', label: 'All open' },
            { value: 'new', label: 'New only' },
          ]}
        />
        <b>Known exploited</b>
        <Segmented
          label="Known exploited"
          value={url.get('kev') ?? 'fail'}
          onChange={value => url.set({ kev: value })}
          options={[
            { value: 'fail', label: 'Fails' },
            { value: 'warn', label: 'Warns' },
            { value: 'ignore', label: 'No rule' },
          ]}
        />
        <b>Ask for scans</b>
        <div>
          {scanChoices.map(({ kind, label }) => (
            <FormControlLabel
              key={kind}
              label={label}
              control={
                <Checkbox
                  size="small"
                  checked={required.includes(kind)}
                  onChange={() =>
                    url.set({
                      scans: required.includes(kind)
                        ? required.filter(one => one !== kind)
                        : [...required, kind],
                    })
                  }
                />
              }
            />
          ))}
        </div>
        <b>Only what has a fix</b>
        <div>
          <Checkbox
            size="small"
            edge="start"
            checked={url.get('fixable') === 'true'}
            inputProps={{ 'aria-label': 'Only what has a fix can fail' }}
            onChange={event =>
              url.set({ fixable: event.target.checked ? 'true' : undefined })
            }
          />
        </div>
      </Form>
      {error && (
        <Failed
          title="Could not try the policy"
          reason={error.message}
          action={
            <Button
              variant="outlined"
              size="small"
              onClick={() => mutate(body)}
            >
              Try again
            </Button>
          }
        />
      )}
      {!data && isPending && <Skeleton rows={5} />}
      {data && !error && (
        <SimulationResult simulation={data} busy={isPending} />
      )}
    </>
  );
}
