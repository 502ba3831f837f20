import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { Segmented } from '@quarterdeck/plugin-portal-react';
import { Choices, Rule, RuleProps } from './RuleForm';

/** What is known to be used against people, and what probably will be. */
export function ThreatRules({ policy, change, problem }: RuleProps) {
  const { epss } = policy;
  return (
    <>
      <Rule name="Known exploited">
        <Segmented
          label="Known exploited"
          value={policy.known_exploited}
          onChange={known_exploited => change({ known_exploited })}
          options={[
            { value: 'fail', label: 'Fails' },
            { value: 'warn', label: 'Warns' },
            { value: 'ignore', label: 'No rule' },
          ]}
        />
      </Rule>
      <Rule name="EPSS" problem={problem('/epss/at_least')}>
        <Choices>
          <TextField
            type="number"
            size="small"
            label="At least"
            placeholder="no rule"
            value={epss?.at_least ?? ''}
            error={problem('/epss/at_least') !== undefined}
            inputProps={{ min: 0, max: 1, step: 0.05 }}
            InputLabelProps={{ shrink: true }}
            sx={{ width: 112 }}
            onChange={({ target }) =>
              change({
                epss:
                  target.value === ''
                    ? undefined
                    : {
                        effect: epss?.effect ?? 'fail',
                        at_least: Number(target.value),
                      },
              })
            }
          />
          {epss && (
            <TextField
              select
              size="small"
              label="Effect"
              value={epss.effect}
              sx={{ width: 112 }}
              onChange={({ target }) =>
                change({
                  epss: {
                    ...epss,
                    effect: target.value === 'warn' ? 'warn' : 'fail',
                  },
                })
              }
            >
              <MenuItem value="fail">Fails</MenuItem>
              <MenuItem value="warn">Warns</MenuItem>
            </TextField>
          )}
        </Choices>
      </Rule>
    </>
  );
}
