import Button from '@mui/material/Button';
import { ReactNode } from 'react';
import { PortalRequestError } from '@quarterdeck/plugin-portal-common';
import { Skeleton } from '../state/Skeleton';
import { Stale } from '../state/Stale';
import { EmptyState, Failed, NoPermission } from '../state/StatePanel';

/** The parts of a query that decide what is shown. */
export interface QueryLike<T> {
  data: T | undefined;
  error: Error | null;
  refetch: () => unknown;
}

const permissionOf = (message: string) => /"([a-z][\w.-]+)"/.exec(message)?.[1];

/**
 * Shows loading, not permitted, gone, failed or the data, the same everywhere.
 * Old data stays when a later reading fails, under a line that says so.
 */
export function QueryStates<T>(props: {
  query: QueryLike<T>;
  /** In a sentence: "Could not load the runs". */
  what: string;
  skeleton?: ReactNode;
  children: (data: T) => ReactNode;
}) {
  const { query, what, skeleton, children } = props;
  const { data, error } = query;
  const again = (
    <Button variant="outlined" size="small" onClick={() => query.refetch()}>
      Try again
    </Button>
  );
  if (data !== undefined) {
    return (
      <>
        {error && (
          <Stale>
            Could not load {what} anew: {error.message} {again}
          </Stale>
        )}
        {children(data)}
      </>
    );
  }
  if (!error) return <>{skeleton ?? <Skeleton />}</>;
  if (error instanceof PortalRequestError) {
    if (error.status === 401 || error.status === 403) {
      return (
        <NoPermission what={what} permission={permissionOf(error.message)} />
      );
    }
    if (error.status === 404) {
      return (
        <EmptyState
          icon="search"
          title="There is no such thing"
          reason={error.message}
        />
      );
    }
    if (error.status < 500) {
      return <Failed title={`Could not load ${what}`} reason={error.message} />;
    }
  }
  return (
    <Failed
      title={`Could not load ${what}`}
      reason={error.message}
      action={again}
    />
  );
}
