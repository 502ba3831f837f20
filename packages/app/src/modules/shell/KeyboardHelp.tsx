import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { token } from '@quarterdeck/plugin-portal-react';

const Keys = styled('dl')({
  margin: '0 0 12px',
  display: 'grid',
  gridTemplateColumns: 'max-content 1fr',
  gap: '6px 16px',
  fontSize: 13,
  '& dd': { margin: 0 },
  '& kbd': {
    font: 'inherit',
    fontSize: 12,
    border: `1px solid ${token('border.base')}`,
    borderRadius: 4,
    padding: '1px 5px',
    background: token('surface.canvas'),
  },
});

const keys: Array<[string[], string]> = [
  [['⌘ K', 'Ctrl K'], 'Go to a page or find a thing'],
  [['/'], 'Search of the page'],
  [
    ['g', 'then h c p d e f'],
    'Go to home, catalog, pipelines, deployments, environments, findings',
  ],
  [['j', 'k', '↓', '↑'], 'Move in a list'],
  [['Enter', 'o'], 'Open the row'],
  [['x', 'Shift ↓ ↑'], 'Select the row, extend the selection'],
  [
    ['e', 'a', 'r', 'i'],
    'Findings: set state, assign, accept risk, false positive',
  ],
  [['u'], 'Undo the last change'],
  [['['], 'Fold the sidebar'],
  [['Esc'], 'Close'],
  [['?'], 'These keys'],
];

/** The keys that work on every page, and the switch that turns single keys off. */
export function KeyboardHelp({ onClose }: { onClose: () => void }) {
  const [on, setOn] = useState(localStorage.getItem('qd.hotkeys') !== 'off');
  return (
    <Dialog open onClose={onClose} aria-labelledby="qd-keys">
      <DialogTitle id="qd-keys">Keys</DialogTitle>
      <DialogContent>
        <Keys>
          {keys.map(([names, does]) => [
            <dt key={`${does}-keys`}>
              {names.map((name, index) => (
                <span key={name}>
                  {index > 0 && ' '}
                  <kbd>{name}</kbd>
                </span>
              ))}
            </dt>,
            <dd key={does}>{does}</dd>,
          ])}
        </Keys>
        <FormControlLabel
          control={
            <Switch
              size="small"
              checked={on}
              onChange={(_, checked) => {
                localStorage.setItem('qd.hotkeys', checked ? 'on' : 'off');
                setOn(checked);
              }}
            />
          }
          label="Single keys work"
        />
      </DialogContent>
    </Dialog>
  );
}
