import { styled } from '@mui/material/styles';
import { token } from '../theme/tokens';
import { SeverityIcon } from './SeverityIcon';
import { SeverityName, severityWords } from './severityWords';

const Chip = styled('span')({
  display: 'inline-flex',
  alignItems: 'center',
  gap: 6,
  whiteSpace: 'nowrap',
  fontSize: 13,
  lineHeight: '20px',
  fontWeight: 600,
});

/** A severity as glyph and word. Never mixed with a state: critical things can be fixed. */
export function SeverityChip(props: {
  severity: SeverityName;
  /** What the tool called it; shown on hover. */
  raw?: string;
}) {
  const { severity, raw } = props;
  return (
    <Chip title={raw} style={{ color: token(`severity.${severity}.text`) }}>
      <SeverityIcon severity={severity} />
      {severityWords[severity]}
    </Chip>
  );
}
