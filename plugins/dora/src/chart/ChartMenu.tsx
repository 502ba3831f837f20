import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { Icon, useToast } from '@quarterdeck/plugin-portal-react';
import type { ChartNumbers } from './ChartPanel';
import { csvText } from './csvText';
import { saveFile } from './saveFile';
import { savePicture } from './savePicture';

/** What one can do with a chart. */
export function ChartMenu(props: {
  title: string;
  file: string;
  numbers: ChartNumbers;
  asTable: boolean;
  /** Absent: there is nothing to show. */
  onTable?: () => void;
  onSamples?: () => void;
  picture: () => SVGSVGElement | null;
}) {
  const { title, file, numbers, asTable, onTable, onSamples, picture } = props;
  const toast = useToast();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = () => setAnchor(null);
  const then = (action: () => void) => () => {
    close();
    action();
  };
  const saveCsv = () =>
    saveFile(
      `${file}.csv`,
      new Blob([csvText(numbers.head, numbers.raw)], { type: 'text/csv' }),
    );
  const savePng = () => {
    const svg = picture();
    if (!svg) return;
    const ground = getComputedStyle(document.documentElement)
      .getPropertyValue('--qd-surface-base')
      .trim();
    savePicture(file, svg, ground || 'white').catch(() =>
      toast({ text: 'The picture could not be made.' }),
    );
  };
  const copyLink = () => {
    navigator.clipboard.writeText(window.location.href).then(
      () => toast({ text: 'Link copied.' }),
      () => toast({ text: 'The browser did not let the link be copied.' }),
    );
  };
  return (
    <>
      <IconButton
        size="small"
        aria-label={`Menu of ${title}`}
        aria-haspopup="menu"
        onClick={event => setAnchor(event.currentTarget)}
        sx={{ margin: '-4px -6px -4px -4px' }}
      >
        <Icon name="more" size={16} />
      </IconButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={close}>
        {onSamples && (
          <MenuItem dense onClick={then(onSamples)}>
            Open samples
          </MenuItem>
        )}
        {onTable && (
          <MenuItem dense onClick={then(onTable)}>
            {asTable ? 'Show as chart' : 'Show as table'}
          </MenuItem>
        )}
        <MenuItem dense onClick={then(saveCsv)}>
          Save as CSV
        </MenuItem>
        {onTable && !asTable && (
          <MenuItem dense onClick={then(savePng)}>
            Save as picture
          </MenuItem>
        )}
        <MenuItem dense onClick={then(copyLink)}>
          Copy link
        </MenuItem>
      </Menu>
    </>
  );
}
