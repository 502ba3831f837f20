import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import TextField from '@mui/material/TextField';
import { Segmented } from '@quarterdeck/plugin-portal-react';
import { FindingKind } from '@quarterdeck/plugin-security-common';
import { kindWords } from '../components/findingWords';
import { Choices, Rule, RuleProps } from './RuleForm';

const offered: readonly FindingKind[] = [
  'secret',
  'sast',
  'dependency',
  'container',
  'iac',
  'dast',
  'licence',
];

/** Which scans there must be, how fresh, and what to make of those that are not. */
export function ScanRules({ policy, change, problem }: RuleProps) {
  const { required } = policy;
  // What was written by hand stays, also a kind that is asked for twice.
  const kinds = [
    ...offered,
    ...required.map(({ kind }) => kind).filter(kind => !offered.includes(kind)),
  ];
  return (
    <>
      <Rule
        name="Ask for scans"
        problem={required
          .map((_, at) => problem(`/required/${at}/kind`))
          .find(Boolean)}
      >
        {kinds.map(kind => {
          const at = required.findIndex(one => one.kind === kind);
          const rule = at < 0 ? undefined : required[at];
          const set = (some: object) =>
            change({
              required: required.map((one, place) =>
                place === at ? { ...one, ...some } : one,
              ),
            });
          const wrong = problem(`/required/${at}/max_age`);
          return (
            <Choices key={kind} sx={{ minHeight: 36 }}>
              <FormControlLabel
                label={kindWords[kind]}
                sx={{ width: 150, mr: 0 }}
                control={
                  <Checkbox
                    size="small"
                    checked={rule !== undefined}
                    onChange={() =>
                      change({
                        required: rule
                          ? required.filter(one => one.kind !== kind)
                          : [
                              ...required,
                              { kind, max_age: '7d', same_commit: false },
                            ],
                      })
                    }
                  />
                }
              />
              {rule && (
                <>
                  <TextField
                    size="small"
                    value={rule.max_age}
                    error={wrong !== undefined}
                    helperText={wrong}
                    sx={{ width: 96 }}
                    inputProps={{
                      'aria-label': `${kindWords[kind]}: at most this old`,
                    }}
                    onChange={({ target }) => set({ max_age: target.value })}
                  />
                  <FormControlLabel
                    label="of this very commit"
                    control={
                      <Checkbox
                        size="small"
                        checked={rule.same_commit}
                        onChange={({ target }) =>
                          set({ same_commit: target.checked })
                        }
                      />
                    }
                  />
                </>
              )}
            </Choices>
          );
        })}
      </Rule>
      <Rule name="Missing, old, broken">
        <Choices>
          <Segmented
            label="Missing, old or broken scans"
            value={policy.on_error}
            onChange={on_error => change({ on_error })}
            options={[
              { value: 'fail', label: 'Fail' },
              { value: 'warn', label: 'Warn' },
              { value: 'pass', label: 'Pass' },
            ]}
          />
          <FormControlLabel
            label="A scan may have read nothing at all"
            control={
              <Checkbox
                size="small"
                checked={policy.allow_empty}
                onChange={({ target }) =>
                  change({ allow_empty: target.checked })
                }
              />
            }
          />
        </Choices>
      </Rule>
    </>
  );
}
