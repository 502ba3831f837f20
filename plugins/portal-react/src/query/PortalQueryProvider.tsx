import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ReactNode } from 'react';
import { PortalRequestError } from '@quarterdeck/plugin-portal-common';

const worthRetrying = (error: Error): boolean =>
  !(error instanceof PortalRequestError) || error.status >= 500;

/** One cache for all pages. Tests make their own. */
export function createPortalQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        refetchOnWindowFocus: true,
        retry: (count, error) => count < 2 && worthRetrying(error),
      },
    },
  });
}

const shared = createPortalQueryClient();

/** Gives the pages below the shared cache, or one of the test's own. */
export function PortalQueryProvider(props: {
  children: ReactNode;
  client?: QueryClient;
}) {
  return (
    <QueryClientProvider client={props.client ?? shared}>
      {props.children}
    </QueryClientProvider>
  );
}
