import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { Link } from 'react-router-dom';
import {
  Card,
  Duration,
  EmptyState,
  Muted,
  QueryStates,
  Skeleton,
  StateIcon,
  TextLink,
  token,
} from '@quarterdeck/plugin-portal-react';
import { useGateRequests } from '../api/gateQueries';
import { gateHref } from './gateLinks';
import { authorNames, refName } from './gateWords';

const Lines = styled('ul')({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  fontSize: 14,
  lineHeight: '20px',
  '& li': {
    display: 'flex',
    alignItems: 'center',
    gap: 12,
    minHeight: 48,
    padding: '4px 16px',
    borderBottom: `1px solid ${token('border.subtle')}`,
  },
  '& li:last-of-type': { borderBottom: 0 },
  '& div': { flex: 1, minWidth: 0, overflowWrap: 'anywhere' },
  '& small': {
    display: 'block',
    fontSize: 12,
    lineHeight: '16px',
    color: token('text.muted'),
  },
});

/** Lines on the home page at most; the rest stands on the page of gates. */
const shownLines = 5;

/** Gates that this person may let go, the longest wait first, each with one button. */
export function NeedsYouCard() {
  const gates = useGateRequests({ forMe: true, limit: 200 });
  const count = gates.data?.items.length ?? 0;
  return (
    <Card
      title="Needs you"
      flush
      right={
        count > shownLines && <TextLink to="/gates">{`All ${count}`}</TextLink>
      }
    >
      <QueryStates
        what="what waits for you"
        query={gates}
        skeleton={<Skeleton rows={2} height={20} />}
      >
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              icon="check"
              title="Nothing waits for you"
              reason="Changes that need your approval appear here."
            />
          ) : (
            <Lines>
              {[...items]
                .sort((a, b) => a.askedAt.localeCompare(b.askedAt))
                .slice(0, shownLines)
                .map(request => (
                  <li key={request.id}>
                    <StateIcon state="hold" />
                    <div>
                      {refName(request.entityRef)} {request.commit.slice(0, 7)}{' '}
                      waits for your approval
                      <small>
                        {request.environment}
                        {request.authors.length > 0 &&
                          `, by ${authorNames(request.authors).join(', ')}`}
                      </small>
                    </div>
                    <Muted>
                      <Duration since={request.askedAt} />
                    </Muted>
                    <Button
                      size="small"
                      variant="outlined"
                      component={Link}
                      to={gateHref(request.id)}
                      aria-label={`Review ${refName(request.entityRef)} to ${
                        request.environment
                      }`}
                    >
                      Review
                    </Button>
                  </li>
                ))}
            </Lines>
          )
        }
      </QueryStates>
    </Card>
  );
}
