import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { IngestHistory } from '@quarterdeck/plugin-ingest-common';
import { renderIngest } from '../__testUtils__/renderIngest';
import { sampleHistory, sampleSources } from '../__testUtils__/sampleIngest';

const [first, ...others] = sampleSources;

function open(history: IngestHistory | undefined, denied?: string[]) {
  return renderIngest({
    at: `/ingest?source=${first.id}`,
    denied,
    answers: {
      listSources: { body: { items: [{ ...first, history }, ...others] } },
    },
  });
}

const card = async () =>
  within(await screen.findByRole('region', { name: 'History' }));

it('asks for the history of the chosen time', async () => {
  const user = userEvent.setup();
  const { backend } = open({
    ...sampleHistory,
    state: 'never',
    since: undefined,
  });
  const history = await card();
  expect(history.getByText(/not fetched yet/)).toBeVisible();
  const button = history.getByRole('button', { name: 'Fetch history' });
  await waitFor(() => expect(button).toBeEnabled());
  await user.click(button);
  await waitFor(() => expect(backend.of('fetchHistory')).toHaveLength(1));
  const [seen] = backend.of('fetchHistory');
  expect(seen.params).toEqual({ source: first.id });
  const { since } = JSON.parse(seen.body);
  const days = (Date.now() - Date.parse(since)) / 86_400_000;
  expect(Math.round(days)).toBe(30);
});

it('shows how far it has come, and stops', async () => {
  const user = userEvent.setup();
  const { backend } = open({ ...sampleHistory, state: 'running' });
  const history = await card();
  expect(
    history.getByText('1,200 in 12 calls, 1,180 new, 20 known'),
  ).toBeVisible();
  const button = history.getByRole('button', { name: 'Stop' });
  await waitFor(() => expect(button).toBeEnabled());
  await user.click(button);
  await waitFor(() => expect(backend.of('stopHistory')).toHaveLength(1));
});

it('says why it failed and goes on where it was', async () => {
  const user = userEvent.setup();
  const { backend } = open({
    ...sampleHistory,
    state: 'failed',
    lastError: 'The API answered 503 to runs.',
  });
  const history = await card();
  expect(history.getByText('The API answered 503 to runs.')).toBeVisible();
  const button = history.getByRole('button', { name: 'Go on' });
  await waitFor(() => expect(button).toBeEnabled());
  await user.click(button);
  await waitFor(() =>
    expect(backend.of('fetchHistory').map(seen => seen.body)).toEqual(['{}']),
  );
});

it('is not there for a source without an API', async () => {
  open(undefined);
  await screen.findByRole('dialog', { name: first.id });
  expect(screen.queryByRole('region', { name: 'History' })).toBeNull();
});
