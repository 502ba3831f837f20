import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import TextField from '@mui/material/TextField';
import { Segmented, severityWords } from '@quarterdeck/plugin-portal-react';
import { severities, Severity } from '@quarterdeck/plugin-security-common';
import { levelsOf, lowestOf } from './policyDraft';
import { Choices, Rule, RuleProps } from './RuleForm';

const levelChoices = [
  { value: 'none' as const, label: 'None' },
  ...severities
    .filter(one => one !== 'unknown')
    .map(value => ({
      value,
      label: value === 'critical' ? 'Critical' : `≥ ${severityWords[value]}`,
    })),
];

function Levels(props: {
  label: string;
  value: readonly Severity[];
  onChange: (levels: Severity[]) => void;
}) {
  const { label, value, onChange } = props;
  const unknown = value.includes('unknown');
  return (
    <Choices>
      <Segmented
        label={label}
        value={lowestOf(value)}
        onChange={lowest => onChange(levelsOf(lowest, unknown))}
        options={levelChoices}
      />
      <FormControlLabel
        label="and unknown"
        control={
          <Checkbox
            size="small"
            checked={unknown}
            inputProps={{ 'aria-label': `${label}: and unknown` }}
            onChange={() => onChange(levelsOf(lowestOf(value), !unknown))}
          />
        }
      />
    </Choices>
  );
}

const graced = ['critical', 'high', 'medium', 'low'] as const;

/** What fails and what warns by its severity, and how long a new one may stay. */
export function SeverityRules({ policy, change, problem }: RuleProps) {
  return (
    <>
      <Rule name="Fail on" problem={problem('/fail_on')}>
        <Levels
          label="Fail on"
          value={policy.fail_on}
          onChange={fail_on => change({ fail_on })}
        />
      </Rule>
      <Rule name="Warn on" problem={problem('/warn_on')}>
        <Levels
          label="Warn on"
          value={policy.warn_on}
          onChange={warn_on => change({ warn_on })}
        />
      </Rule>
      <Rule name="Look at">
        <Choices>
          <Segmented
            label="Look at"
            value={policy.scope}
            onChange={scope => change({ scope })}
            options={[
              { value: 'all', label: 'All open' },
              { value: 'new', label: 'New only' },
            ]}
          />
          <FormControlLabel
            label="Only what has a fix can fail"
            control={
              <Checkbox
                size="small"
                checked={policy.fixable_only}
                onChange={event =>
                  change({ fixable_only: event.target.checked })
                }
              />
            }
          />
          <FormControlLabel
            label="Leave development dependencies out"
            control={
              <Checkbox
                size="small"
                checked={policy.skip_dev}
                onChange={event => change({ skip_dev: event.target.checked })}
              />
            }
          />
        </Choices>
      </Rule>
      <Rule
        name="Days of grace"
        problem={graced.map(one => problem(`/grace_days/${one}`)).find(Boolean)}
      >
        <Choices>
          {graced.map(severity => (
            <TextField
              key={severity}
              type="number"
              size="small"
              label={severityWords[severity]}
              value={policy.grace_days[severity] ?? ''}
              error={problem(`/grace_days/${severity}`) !== undefined}
              inputProps={{ min: 0, max: 3650 }}
              sx={{ width: 96 }}
              onChange={({ target }) => {
                const { [severity]: _, ...others } = policy.grace_days;
                change({
                  grace_days:
                    target.value === ''
                      ? others
                      : { ...others, [severity]: Number(target.value) },
                });
              }}
            />
          ))}
        </Choices>
      </Rule>
    </>
  );
}
