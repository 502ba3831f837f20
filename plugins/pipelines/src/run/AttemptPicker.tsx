import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import { useNavigate } from 'react-router-dom';
import { RunSummary } from '@quarterdeck/plugin-pipelines-common';
import { Row, StateIcon, Tag } from '@quarterdeck/plugin-portal-react';
import { runHref, stateOf } from '../components/runWords';

/** Walks between the attempts of a run; each has a page of its own. */
export function AttemptPicker(props: {
  run: RunSummary;
  attempts: readonly RunSummary[];
}) {
  const { run, attempts } = props;
  const navigate = useNavigate();
  if (attempts.length < 2) {
    return run.attempt > 1 ? <Tag>Attempt {run.attempt}</Tag> : null;
  }
  const last = Math.max(...attempts.map(({ attempt }) => attempt));
  return (
    <Select
      size="small"
      value={run.attempt}
      inputProps={{ 'aria-label': 'Attempt' }}
      renderValue={value => `Attempt ${value} of ${last}`}
      onChange={event =>
        navigate(runHref({ ...run, attempt: Number(event.target.value) }))
      }
    >
      {attempts.map(item => (
        <MenuItem key={item.attempt} value={item.attempt}>
          <Row>
            <StateIcon state={stateOf(item.status)} size={14} />
            Attempt {item.attempt}: {item.status.word}
          </Row>
        </MenuItem>
      ))}
    </Select>
  );
}
