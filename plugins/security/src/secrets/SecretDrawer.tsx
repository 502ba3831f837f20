import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import {
  Drawer,
  EntityChip,
  Facts,
  Mono,
  Muted,
  QueryStates,
  RelativeTime,
  Row,
  Stale,
  StatusChip,
  TextLink,
  useToast,
} from '@quarterdeck/plugin-portal-react';
import { RotateTask, rotateStates } from '@quarterdeck/plugin-security-common';
import { useUpdateSecret } from '../api/changes';
import { Answer } from '../api/answerTypes';
import { useSecret } from '../api/queries';
import {
  counted,
  findingHref,
  personName,
  stateWords,
} from '../components/findingWords';
import { PersonField } from '../components/PersonField';
import { rotateWords, verifiedText } from './rotateWords';

/** One leaked value: its places, and how far the rotation is. */
export function SecretDrawer(props: { id: string; onClose: () => void }) {
  const secret = useSecret(props.id);
  return (
    <Drawer open wide title="Secret to rotate" onClose={props.onClose}>
      <QueryStates what="the secret" query={secret}>
        {task => <Task key={task.id} task={task} />}
      </QueryStates>
    </Drawer>
  );
}

function Task({ task }: { task: Answer<'getSecret'> }) {
  const update = useUpdateSecret();
  const toast = useToast();
  const [note, setNote] = useState(task.note ?? '');
  const save = (body: {
    state?: RotateTask['state'];
    assignee?: string | null;
    note?: string;
  }) =>
    update.mutate(
      { params: { id: task.id }, body },
      { onSuccess: () => toast({ text: 'The task is up to date' }) },
    );
  return (
    <>
      <Row style={{ flexWrap: 'wrap' }}>
        <StatusChip variant="soft" {...rotateWords[task.state]} />
        <Mono>{task.mask ?? 'masked'}</Mono>
        <Muted>{verifiedText(task.verified)}</Muted>
      </Row>
      {task.seenAfterRotation && (
        <Stale>
          It was seen again after it was said to be rotated: the old value is
          still in the code.
        </Stale>
      )}
      <Facts
        items={[
          { name: 'Rules', value: task.rules.join(', ') },
          {
            name: 'First seen',
            value: <RelativeTime at={task.firstSeenAt} />,
          },
          { name: 'Last seen', value: <RelativeTime at={task.lastSeenAt} /> },
          ...(task.changedBy && task.changedAt
            ? [
                {
                  name: 'Changed',
                  value: (
                    <>
                      by {personName(task.changedBy)}{' '}
                      <RelativeTime at={task.changedAt} />
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
      {task.canRotate ? (
        <>
          <Row style={{ flexWrap: 'wrap' }}>
            {rotateStates
              .filter(state => state !== task.state)
              .map(state => (
                <Button
                  key={state}
                  size="small"
                  variant={state === 'rotated' ? 'contained' : 'outlined'}
                  disabled={update.isPending}
                  onClick={() => save({ state, note: note.trim() })}
                >
                  {rotateWords[state].word}
                </Button>
              ))}
          </Row>
          <PersonField
            label="Assignee"
            value={task.assignee}
            onChange={assignee => save({ assignee })}
          />
          <TextField
            multiline
            size="small"
            label="Note"
            value={note}
            onChange={event => setNote(event.target.value)}
            onBlur={() => {
              if (note.trim() !== (task.note ?? ''))
                save({ note: note.trim() });
            }}
            inputProps={{ maxLength: 2000 }}
            helperText="Never the value itself."
          />
        </>
      ) : (
        <Muted>
          Changing it takes the permission security.secret.rotate for every
          service it stands in.
        </Muted>
      )}
      {update.error && <p role="alert">{update.error.message}</p>}
      <section aria-label="Places">
        <Muted>
          {counted(task.findings, 'finding')} in {counted(task.files, 'file')}
          {task.visibility === 'own' &&
            ', others may exist that you may not see'}
        </Muted>
        {task.places.map(place => (
          <Row
            key={place.id}
            style={{ display: 'flex', padding: '6px 0', fontSize: 13 }}
          >
            <TextLink to={findingHref(place.id)}>
              <Mono>
                {place.path ?? place.title}
                {place.line !== null && `:${place.line}`}
              </Mono>
            </TextLink>
            <span style={{ marginLeft: 'auto' }} />
            <EntityChip entityRef={place.entityRef} />
            <StatusChip {...stateWords[place.state]} />
          </Row>
        ))}
      </section>
    </>
  );
}
