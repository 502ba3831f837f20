import { styled } from '@mui/material/styles';
import { RelativeTime, StateIcon } from '@quarterdeck/plugin-portal-react';
import { Coverage } from '@quarterdeck/plugin-security-common';
import { kindWords } from '../components/findingWords';
import { knowledgeWords } from '../coverage/knowledgeWords';

const List = styled('ul')({
  listStyle: 'none',
  margin: '10px 0 0',
  padding: 0,
  display: 'flex',
  flexWrap: 'wrap',
  gap: '4px 14px',
  fontSize: 12,
  '& li': { display: 'inline-flex', alignItems: 'center', gap: 5 },
});

/** When each kind of scan last came in: `Code 48 min`, `Licences 9 d`. */
export function ScanAges(props: { coverage: Coverage['kinds'] }) {
  const scanned = props.coverage.filter(
    ({ lastScanAt }) => lastScanAt !== null,
  );
  if (scanned.length === 0) return null;
  return (
    <List aria-label="Newest scans">
      {scanned.map(({ kind, state, lastScanAt, tools }) => (
        <li key={kind} title={tools.join(', ')}>
          <StateIcon
            state={knowledgeWords[state].state}
            size={14}
            label={knowledgeWords[state].word}
          />
          {kindWords[kind]}{' '}
          {lastScanAt && <RelativeTime at={lastScanAt} bare />}
        </li>
      ))}
    </List>
  );
}
