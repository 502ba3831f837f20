import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { Icon, Muted } from '@quarterdeck/plugin-portal-react';
import { GateException } from '@quarterdeck/plugin-security-common';
import { Choices, Rule, RuleProps } from './RuleForm';

const subjects = [
  { key: 'vulnerability', label: 'Vulnerability' },
  { key: 'rule', label: 'Rule' },
  { key: 'tool', label: 'Tool' },
  { key: 'package', label: 'Package' },
  { key: 'path', label: 'Path' },
  { key: 'licence', label: 'Licence' },
  { key: 'finding', label: 'Finding' },
] as const;

type Subject = (typeof subjects)[number]['key'];

const subjectOf = (one: GateException): Subject =>
  subjects.find(({ key }) => one[key] !== undefined)?.key ?? 'vulnerability';

/** What is excused, until when and why. Several subjects in one are written as YAML. */
export function ExceptionRules({ policy, change, problem }: RuleProps) {
  const { exceptions } = policy;
  const set = (at: number, next: GateException | undefined) =>
    change({
      exceptions: exceptions.flatMap((one, place) => {
        if (place !== at) return [one];
        return next ? [next] : [];
      }),
    });
  return (
    <Rule name="Exceptions">
      {exceptions.length === 0 && <Muted>Nothing is excused.</Muted>}
      {exceptions.map((one, at) => {
        const subject = subjectOf(one);
        const field = (name: string) => problem(`/exceptions/${at}/${name}`);
        const whole = problem(`/exceptions/${at}`);
        return (
          <Choices
            // Rows have no id of their own; only their order names them.
            // eslint-disable-next-line react/no-array-index-key
            key={at}
            role="group"
            aria-label={`Exception ${at + 1}`}
            sx={{ alignItems: 'flex-start', mb: 2 }}
          >
            <TextField
              select
              size="small"
              label="What"
              value={subject}
              sx={{ width: 130 }}
              onChange={({ target }) => {
                const { [subject]: value = '', ...others } = one;
                set(at, { ...others, [target.value]: value });
              }}
            >
              {subjects.map(({ key, label }) => (
                <MenuItem key={key} value={key}>
                  {label}
                </MenuItem>
              ))}
            </TextField>
            <TextField
              size="small"
              label="Which"
              value={one[subject] ?? ''}
              error={(field(subject) ?? whole) !== undefined}
              helperText={field(subject) ?? whole}
              sx={{ flex: '1 1 160px' }}
              onChange={({ target }) =>
                set(at, { ...one, [subject]: target.value })
              }
            />
            <TextField
              type="date"
              size="small"
              label="Until"
              value={one.expires?.slice(0, 10) ?? ''}
              error={field('expires') !== undefined}
              helperText={field('expires')}
              InputLabelProps={{ shrink: true }}
              sx={{ width: 150 }}
              onChange={({ target }) => {
                const { expires: _, ...others } = one;
                set(
                  at,
                  target.value ? { ...others, expires: target.value } : others,
                );
              }}
            />
            <TextField
              size="small"
              label="Why"
              value={one.reason}
              sx={{ flex: '2 1 200px' }}
              onChange={({ target }) =>
                set(at, { ...one, reason: target.value })
              }
            />
            <Button
              color="inherit"
              aria-label={`Remove exception ${at + 1}`}
              sx={{ minWidth: 32 }}
              onClick={() => set(at, undefined)}
            >
              <Icon name="x" size={14} />
            </Button>
          </Choices>
        );
      })}
      <div>
        <Button
          size="small"
          variant="outlined"
          onClick={() =>
            change({
              exceptions: [
                ...exceptions,
                { vulnerability: '', active: true, reason: '' },
              ],
            })
          }
        >
          Excuse something
        </Button>
      </div>
    </Rule>
  );
}
