import { render, screen } from '@testing-library/react';
import { PortalRequestError } from '@quarterdeck/plugin-portal-common';
import { QueryStates } from './QueryStates';

const show = (query: { data?: string; error?: Error }) =>
  render(
    <QueryStates
      what="the runs"
      query={{
        data: query.data,
        error: query.error ?? null,
        refetch: () => {},
      }}
    >
      {data => <p>{data}</p>}
    </QueryStates>,
  );

describe('QueryStates', () => {
  it('shows grey shapes while loading', () => {
    show({});
    expect(screen.getByLabelText('Loading')).toBeTruthy();
  });

  it('names the permission that is missing', () => {
    const error = new PortalRequestError({
      status: 403,
      name: 'NotAllowedError',
      message: 'You need "pipelines.run.read" for this.',
    });
    show({ error });
    expect(screen.getByText('You cannot see the runs')).toBeTruthy();
    expect(screen.getByText(/“pipelines.run.read”/)).toBeTruthy();
  });

  it('offers another try when the server failed', () => {
    show({ error: new Error('no answer') });
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  it('keeps old data when a later reading fails', () => {
    show({ data: 'old', error: new Error('no answer') });
    expect(screen.getByText('old')).toBeTruthy();
    expect(screen.getByText(/Could not load the runs anew/)).toBeTruthy();
  });
});
