import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { Icon, token } from '@quarterdeck/plugin-portal-react';

const Paths = styled('ul')({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  display: 'flex',
  flexDirection: 'column',
  gap: 6,
  fontFamily: 'var(--qd-font-mono)',
  fontSize: 12,
  lineHeight: '20px',
  '& li': {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: 4,
    overflowWrap: 'anywhere',
  },
  '& svg': { color: token('text.muted') },
  '& b': { fontWeight: 600 },
});

const shownAtFirst = 8;

/** Every way from a direct dependency to the package. */
export function DependencyPaths(props: { paths: readonly string[][] }) {
  const [all, setAll] = useState(false);
  const shown = all ? props.paths : props.paths.slice(0, shownAtFirst);
  return (
    <>
      <Paths>
        {shown.map(path => (
          <li key={path.join('>')}>
            {path.map((step, index) => (
              <span
                key={index}
                style={{ display: 'inline-flex', alignItems: 'center', gap: 4 }}
              >
                {index > 0 && <Icon name="chevr" size={10} />}
                {index === path.length - 1 ? <b>{step}</b> : step}
              </span>
            ))}
          </li>
        ))}
      </Paths>
      {props.paths.length > shown.length && (
        <Button size="small" onClick={() => setAll(true)}>
          {props.paths.length - shown.length} more paths
        </Button>
      )}
    </>
  );
}
