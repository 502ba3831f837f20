import { styled } from '@mui/material/styles';
import { Fragment } from 'react';
import { Link } from 'react-router-dom';
import { token } from '@quarterdeck/plugin-portal-react';
import { Crumb } from './crumbsOf';

const Path = styled('nav')({
  flex: 1,
  display: 'flex',
  gap: 8,
  alignItems: 'center',
  minWidth: 0,
  overflow: 'hidden',
  color: token('text.muted'),
  fontSize: 13,
  whiteSpace: 'nowrap',
  '& a': {
    color: 'inherit',
    textDecoration: 'none',
    flexShrink: 1,
    minWidth: 24,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
  '& a:hover': { textDecoration: 'underline' },
  '& b': {
    color: token('text.primary'),
    fontWeight: 600,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
});

/** Where the page is; the last step is the page itself. */
export function Breadcrumbs(props: { crumbs: readonly Crumb[] }) {
  const { crumbs } = props;
  const last = crumbs.length - 1;
  return (
    <Path aria-label="Path">
      {crumbs.map(({ label, href }, index) => (
        <Fragment key={`${index}${label}`}>
          {index > 0 && <span aria-hidden>/</span>}
          {index === last && <b aria-current="page">{label}</b>}
          {index < last &&
            (href ? <Link to={href}>{label}</Link> : <span>{label}</span>)}
        </Fragment>
      ))}
    </Path>
  );
}
