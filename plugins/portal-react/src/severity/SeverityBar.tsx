import { styled } from '@mui/material/styles';
import { Link } from 'react-router-dom';
import { formatCount } from '../format/formatNumber';
import { token } from '../theme/tokens';
import { SeverityIcon } from './SeverityIcon';
import {
  SeverityCounts,
  SeverityName,
  severityNames,
  severityWords,
} from './severityWords';

const Bar = styled('span')({
  display: 'flex',
  gap: 2,
  height: 8,
  width: '100%',
  '& > *': { display: 'block', minWidth: 3, borderRadius: 2 },
  '& > a:focus-visible': {
    outline: `2px solid ${token('accent.focus')}`,
    outlineOffset: 2,
  },
});
const List = styled('ul')({
  listStyle: 'none',
  margin: '8px 0 0',
  padding: 0,
  display: 'flex',
  flexWrap: 'wrap',
  gap: '2px 6px',
  fontSize: 12,
  lineHeight: '16px',
  '& li, & a': { display: 'inline-flex', alignItems: 'center', gap: 3 },
  '& a': { color: 'inherit', textDecoration: 'none', minHeight: 24 },
  '& a:hover': { textDecoration: 'underline' },
});

const sentence = (counts: SeverityCounts): string =>
  severityNames
    .filter(name => counts[name] > 0)
    .map(
      name =>
        `${formatCount(counts[name])} ${severityWords[name].toLowerCase()}`,
    )
    .join(', ') || 'none';

/**
 * How many of each severity, worst left; every part has at least three pixels.
 * With `href` each part leads to the list of it.
 */
export function SeverityBar(props: {
  counts: SeverityCounts;
  width?: number | string;
  /** The counts in words below; else they are in the tooltip. */
  list?: boolean;
  href?: (severity: SeverityName) => string;
  label?: string;
}) {
  const { counts, width = '100%', list, href, label } = props;
  const shown = severityNames.filter(name => counts[name] > 0);
  const text = sentence(counts);
  const title = (name: SeverityName) =>
    `${formatCount(counts[name])} ${severityWords[name].toLowerCase()}`;
  const parts = shown.map(name => {
    const style = {
      flex: `${counts[name]} 0 3px`,
      background: token(`severity.${name}.fill`),
    };
    // With the list below, its links are the ones keyboards reach.
    return href && !list ? (
      <Link
        key={name}
        to={href(name)}
        style={style}
        title={title(name)}
        aria-label={title(name)}
      />
    ) : (
      <span key={name} style={style} title={title(name)} />
    );
  });
  return (
    <span style={{ display: 'block', width, minWidth: 0 }}>
      {shown.length > 0 ? (
        <Bar
          {...(href && !list
            ? {}
            : {
                role: 'img',
                'aria-label': `${label ?? 'By severity'}: ${text}`,
              })}
        >
          {parts}
        </Bar>
      ) : (
        <Bar role="img" aria-label={`${label ?? 'By severity'}: none`}>
          <span style={{ flex: 1, background: token('surface.sunken') }} />
        </Bar>
      )}
      {list && (
        <List>
          {severityNames.map(name => (
            <li key={name} title={severityWords[name]}>
              {href && counts[name] > 0 ? (
                <Link to={href(name)} aria-label={title(name)}>
                  <SeverityIcon severity={name} size={12} />
                  {formatCount(counts[name])}
                </Link>
              ) : (
                <>
                  <SeverityIcon
                    severity={name}
                    size={12}
                    label={severityWords[name]}
                  />
                  {formatCount(counts[name])}
                </>
              )}
            </li>
          ))}
        </List>
      )}
    </span>
  );
}
