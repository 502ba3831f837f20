import Autocomplete from '@mui/material/Autocomplete';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { policyScopes } from '@quarterdeck/plugin-security-common';
import { useEntityChoices } from '../components/useEntityChoices';
import { PolicyDraft, Problems } from './policyDraft';
import { scopeWords } from './policyWords';
import { Choices, Rule, RuleForm } from './RuleForm';

const kinds = {
  all: undefined,
  domain: 'Domain',
  system: 'System',
  group: 'Group',
  entity: 'Component',
} as const;

/** What a policy is called, and where it holds. */
export function PolicyHolds(props: {
  draft: PolicyDraft;
  problems: Problems;
  onChange: (some: Partial<PolicyDraft>) => void;
}) {
  const { draft, problems, onChange } = props;
  const choices = useEntityChoices(kinds[draft.scope]);
  return (
    <RuleForm sx={{ pb: 0 }}>
      <Rule name="Name">
        <TextField
          fullWidth
          size="small"
          value={draft.name}
          error={problems.has('/name')}
          helperText={problems.get('/name')}
          inputProps={{ 'aria-label': 'Name', maxLength: 255 }}
          onChange={({ target }) => onChange({ name: target.value })}
        />
      </Rule>
      <Rule name="Holds for">
        <Choices>
          <TextField
            select
            size="small"
            value={draft.scope}
            sx={{ width: 190 }}
            inputProps={{ 'aria-label': 'Holds for' }}
            onChange={({ target }) => {
              const scope = policyScopes.find(one => one === target.value);
              if (scope) onChange({ scope, scopeRef: '' });
            }}
          >
            {[...policyScopes].reverse().map(scope => (
              <MenuItem key={scope} value={scope}>
                {scopeWords[scope]}
              </MenuItem>
            ))}
          </TextField>
          {draft.scope !== 'all' && (
            <Autocomplete
              freeSolo
              options={choices}
              inputValue={draft.scopeRef}
              onInputChange={(_, scopeRef) => onChange({ scopeRef })}
              sx={{ flex: '1 1 220px' }}
              renderInput={params => (
                <TextField
                  {...params}
                  size="small"
                  label="Which"
                  error={problems.has('/scopeRef')}
                  helperText={problems.get('/scopeRef')}
                />
              )}
            />
          )}
        </Choices>
      </Rule>
      <Rule name="Environments">
        <TextField
          fullWidth
          size="small"
          placeholder="every one; or: production, staging"
          value={draft.environments}
          error={problems.has('/environments')}
          helperText={problems.get('/environments')}
          inputProps={{ 'aria-label': 'Environments' }}
          onChange={({ target }) => onChange({ environments: target.value })}
        />
      </Rule>
    </RuleForm>
  );
}
