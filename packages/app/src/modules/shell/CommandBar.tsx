import Dialog from '@mui/material/Dialog';
import { styled } from '@mui/material/styles';
import { KeyboardEvent, useId, useMemo, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Icon, token } from '@quarterdeck/plugin-portal-react';
import { SidebarGroup } from './placeItems';
import { recentCommands, rememberCommand } from './recentCommands';
import { Command, useCommands } from './useCommands';

const Field = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 10,
  height: 48,
  padding: '0 16px',
  borderBottom: `1px solid ${token('border.subtle')}`,
  color: token('text.muted'),
  '& input': {
    flex: 1,
    minWidth: 0,
    border: 0,
    outline: 0,
    background: 'none',
    font: 'inherit',
    fontSize: 14,
    color: token('text.primary'),
  },
});
const List = styled('ul')({
  listStyle: 'none',
  margin: 0,
  padding: 8,
  minHeight: 120,
  maxHeight: 400,
  overflow: 'auto',
  '& li': {
    display: 'flex',
    alignItems: 'center',
    gap: 10,
    height: 36,
    padding: '0 8px',
    borderRadius: 6,
    fontSize: 13,
    cursor: 'pointer',
  },
  '& li[aria-selected="true"]': { background: token('surface.selected') },
  '& small': {
    marginLeft: 'auto',
    fontSize: 12,
    color: token('text.muted'),
  },
});
const Foot = styled('div')({
  padding: '8px 16px',
  borderTop: `1px solid ${token('border.subtle')}`,
  fontSize: 12,
  color: token('text.muted'),
});

/** The bar opens to be typed into. */
const focusOnce = (input: HTMLInputElement | null) => input?.focus();

/** Go to a page or an entity by name; `>` acts, `@` finds people. */
export function CommandBar(props: {
  groups: readonly SidebarGroup[];
  onClose: () => void;
  onFold: () => void;
}) {
  const { groups, onClose, onFold } = props;
  const navigate = useNavigate();
  const listId = useId();
  const [text, setText] = useState('');
  const [picked, setPicked] = useState(0);
  const recent = useMemo(recentCommands, []);
  const found = useCommands(text, groups, onFold);
  const commands: Command[] = text
    ? found
    : [
        ...recent.map(item => ({ ...item, icon: 'clock' as const })),
        ...found.filter(({ id }) => !recent.some(item => item.id === id)),
      ];
  const selected = Math.min(picked, commands.length - 1);

  const choose = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    if (command.href) {
      const { id, title, hint, href } = command;
      rememberCommand({ id, title, hint, href });
      navigate(href);
    }
    command.run?.();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') choose(commands[selected]);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || commands.length === 0) return;
    event.preventDefault();
    setPicked((selected + step + commands.length) % commands.length);
  };

  return (
    <Dialog
      open
      onClose={onClose}
      fullWidth
      maxWidth="sm"
      aria-label="Go to or search"
      PaperProps={{ sx: { position: 'absolute', top: 64, m: 0 } }}
    >
      <Field>
        <Icon name="search" />
        <input
          ref={focusOnce}
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={commands[selected] && `${listId}${selected}`}
          aria-label="Go to or search"
          placeholder="Page, service, team or person"
          value={text}
          onChange={event => {
            setText(event.target.value);
            setPicked(0);
          }}
          onKeyDown={onKeyDown}
        />
      </Field>
      <List role="listbox" id={listId} aria-label="Results">
        {commands.map((command, index) => (
          // The combobox above has the keys; focus never comes here.
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events
          <li
            key={command.id}
            id={`${listId}${index}`}
            role="option"
            aria-selected={index === selected}
            onPointerMove={() => setPicked(index)}
            onClick={() => choose(command)}
          >
            <Icon name={command.icon} size={14} />
            {command.title}
            <small>{command.hint}</small>
          </li>
        ))}
      </List>
      <Foot aria-live="polite">
        {commands.length === 0
          ? 'Nothing has this name.'
          : '↑ ↓ choose, Enter goes, > acts, @ finds people'}
      </Foot>
    </Dialog>
  );
}
