import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { FormEvent, useState } from 'react';
import { Card } from '@quarterdeck/plugin-portal-react';
import { Finding, TriageAction } from '@quarterdeck/plugin-security-common';
import { targetOf, TriageTarget } from '../triage/triageTarget';

/** Says something about a finding; it stands in its history. */
export function CommentBox(props: {
  finding: Finding;
  act: (action: TriageAction, target: TriageTarget) => void;
}) {
  const { finding, act } = props;
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    act({ action: 'comment', text: text.trim() }, targetOf([finding]));
    setText('');
  };
  return (
    <Card title="Comment">
      <form onSubmit={submit} style={{ display: 'flex', gap: 8 }}>
        <TextField
          fullWidth
          multiline
          size="small"
          label="Comment"
          value={text}
          onChange={event => setText(event.target.value)}
          inputProps={{ maxLength: 2000 }}
        />
        <Button
          type="submit"
          variant="outlined"
          disabled={text.trim() === ''}
          sx={{ alignSelf: 'flex-start' }}
        >
          Send
        </Button>
      </form>
    </Card>
  );
}
