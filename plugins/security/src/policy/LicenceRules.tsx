import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { GatePolicy } from '@quarterdeck/plugin-security-common';
import { Choices, Rule, RuleProps } from './RuleForm';

type Licences = NonNullable<GatePolicy['licences']>;

const none: Licences = {
  allow: [],
  deny: [],
  review: [],
  on_deny: 'fail',
  on_review: 'warn',
};

const lists = [
  { key: 'allow', label: 'Allowed' },
  { key: 'deny', label: 'Denied' },
  { key: 'review', label: 'For review' },
] as const;

const linesOf = (text: string) =>
  text === '' ? [] : text.split('\n').map(line => line.trim());

/** Licences that may, may not, or have to be looked at; one SPDX id a line. */
export function LicenceRules({ policy, change, problem }: RuleProps) {
  const licences = policy.licences ?? none;
  const set = (some: Partial<Licences>) => {
    const next = { ...licences, ...some };
    const empty = lists.every(({ key }) => next[key].length === 0);
    change({ licences: empty ? undefined : next });
  };
  return (
    <Rule name="Licences">
      <Choices sx={{ alignItems: 'flex-start' }}>
        {lists.map(({ key, label }) => {
          const wrong = licences[key]
            .map((_, at) => problem(`/licences/${key}/${at}`))
            .find(Boolean);
          return (
            <TextField
              key={key}
              multiline
              minRows={3}
              maxRows={8}
              size="small"
              label={label}
              placeholder="one a line"
              value={licences[key].join('\n')}
              error={wrong !== undefined}
              helperText={wrong}
              InputLabelProps={{ shrink: true }}
              inputProps={{ spellCheck: false }}
              sx={{ flex: '1 1 140px' }}
              onChange={({ target }) => set({ [key]: linesOf(target.value) })}
            />
          );
        })}
      </Choices>
      {policy.licences && (
        <Choices sx={{ mt: 2 }}>
          <TextField
            select
            size="small"
            label="A denied one"
            value={licences.on_deny}
            sx={{ width: 130 }}
            onChange={({ target }) =>
              set({ on_deny: target.value === 'warn' ? 'warn' : 'fail' })
            }
          >
            <MenuItem value="fail">Fails</MenuItem>
            <MenuItem value="warn">Warns</MenuItem>
          </TextField>
          <TextField
            select
            size="small"
            label="One for review"
            value={licences.on_review}
            sx={{ width: 130 }}
            onChange={({ target }) => {
              const effect = (['fail', 'warn', 'pass'] as const).find(
                one => one === target.value,
              );
              if (effect) set({ on_review: effect });
            }}
          >
            <MenuItem value="fail">Fails</MenuItem>
            <MenuItem value="warn">Warns</MenuItem>
            <MenuItem value="pass">Passes</MenuItem>
          </TextField>
        </Choices>
      )}
    </Rule>
  );
}
