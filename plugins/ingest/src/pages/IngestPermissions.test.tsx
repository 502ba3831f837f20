import { screen, within } from '@testing-library/react';
import { renderIngest } from '../__testUtils__/renderIngest';
import {
  sampleHistory,
  sampleReceipt,
  sampleSources,
} from '../__testUtils__/sampleIngest';

// A file of its own: permission answers are cached for the life of a module.
const denied = [
  'ingest.delivery.replay',
  'ingest.history.fetch',
  'ingest.subject.claim',
  'ingest.reader.manage',
  'ingest.preview',
];

it('does not offer a replay to someone who may not', async () => {
  renderIngest({ at: `/ingest/deliveries?open=${sampleReceipt}`, denied });
  const button = await screen.findByRole('button', { name: 'Read again' });
  await screen.findByTitle('Needs ingest.delivery.replay');
  expect(button).toBeDisabled();
});

it('does not offer a claim to someone who may not', async () => {
  renderIngest({ at: '/ingest/unclaimed', denied });
  const [title] = await screen.findAllByTitle('Needs ingest.subject.claim');
  expect(within(title).getByRole('button')).toBeDisabled();
});

it('does not offer a rebuild to someone who may not', async () => {
  renderIngest({ at: '/ingest/readers', denied });
  const [title] = await screen.findAllByTitle('Needs ingest.reader.manage');
  expect(within(title).getByRole('button')).toBeDisabled();
});

it('says which permission a preview takes', async () => {
  renderIngest({ at: '/ingest?panel=try', denied });
  expect(await screen.findByText(/Needs ingest.preview/)).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Try it' })).toBeDisabled();
});

it('does not offer to fetch history to someone who may not', async () => {
  const [source] = sampleSources;
  renderIngest({
    at: `/ingest?source=${source.id}`,
    denied,
    answers: {
      listSources: { body: { items: [{ ...source, history: sampleHistory }] } },
    },
  });
  const [title] = await screen.findAllByTitle('Needs ingest.history.fetch');
  expect(within(title).getByRole('button')).toBeDisabled();
});
