import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe, toHaveNoViolations } from 'jest-axe';
import { renderIngest } from '../__testUtils__/renderIngest';
import { sampleReaders, sampleReceipt } from '../__testUtils__/sampleIngest';

expect.extend(toHaveNoViolations);

const address = () => screen.getByLabelText('Address').textContent;

describe('sources', () => {
  it('says of each source how it does, in a word beside the icon', async () => {
    renderIngest();
    const table = await screen.findByRole('table', { name: 'Sources' });
    const word = (source: string) =>
      within(
        within(table).getByText(source).closest('tr') ?? document.body,
      ).getAllByRole('cell')[0].textContent;
    expect(word('code-host')).toBe('Receiving');
    expect(word('scanner-reports')).toBe('Rejecting');
    expect(word('build-farm-legacy')).toBe('Silent');
    expect(word('chat-bridge')).toBe('Refused');
    expect(word('second-host')).toBe('Nothing yet');
  });

  it('tells "nothing arrived" from "nothing was rejected"', async () => {
    renderIngest();
    const table = await screen.findByRole('table', { name: 'Sources' });
    const rejected = (source: string) =>
      within(
        within(table).getByText(source).closest('tr') ?? document.body,
      ).getAllByRole('cell')[5].textContent;
    expect(rejected('code-host')).toBe('0');
    expect(rejected('chat-bridge')).toBe('–');
    expect(rejected('scanner-reports')).toBe('14, 12 %');
  });

  it('shows why the newest delivery was rejected, at its line', async () => {
    renderIngest();
    expect(
      await screen.findByRole('heading', {
        name: 'The file ends in the middle of a string',
      }),
    ).toBeVisible();
    const lines = await screen.findByRole('region', {
      name: 'Lines of the body',
    });
    expect(lines).toHaveTextContent('"message": { "text": "Unbou');
  });

  it('opens a source by its address with a command that signs', async () => {
    renderIngest({ at: '/ingest?source=code-host' });
    const drawer = await screen.findByRole('dialog', { name: 'code-host' });
    await within(drawer).findByText('2 live, during a rotation');
    expect(drawer).toHaveTextContent(
      'acme/pay-* workflow ledger → component:default/ledger',
    );
    await waitFor(() =>
      expect(drawer).toHaveTextContent(
        'http://qd/api/ingest/v1/hooks/code-host',
      ),
    );
    expect(drawer).toHaveTextContent('openssl dgst -sha256 -hmac');
  });

  it('walks the rows with j and opens one with Enter', async () => {
    const user = userEvent.setup();
    renderIngest();
    const table = await screen.findByRole('table', { name: 'Sources' });
    within(table).getAllByRole('row')[1].focus();
    await user.keyboard('j');
    await waitFor(() =>
      expect(within(table).getAllByRole('row')[2]).toHaveFocus(),
    );
    await user.keyboard('{Enter}');
    expect(
      await screen.findByRole('dialog', { name: 'deploy-controller' }),
    ).toBeVisible();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(address()).toBe('/ingest'));
  });

  it('says what to do when no source is configured', async () => {
    renderIngest({ answers: { listSources: { body: { items: [] } } } });
    expect(
      await screen.findByText('No source is configured'),
    ).toBeInTheDocument();
  });

  it('names the missing permission instead of an empty page', async () => {
    const denied = {
      status: 403,
      name: 'NotAllowedError',
      message: 'You need the permission "ingest.source.read".',
    };
    renderIngest({
      answers: {
        getOverview: denied,
        listSources: denied,
        listReaders: denied,
        listRejected: denied,
      },
    });
    expect(
      await screen.findByText('You cannot see the sources'),
    ).toBeInTheDocument();
    expect(screen.getAllByText(/“ingest.source.read”/).length).toBeGreaterThan(
      0,
    );
  });

  it('shows why a delivery was rejected to someone who may not see bodies', async () => {
    renderIngest({
      answers: {
        getDeliveryBody: { status: 403, message: 'Not for you.' },
      },
    });
    expect(
      await screen.findByText(/“ingest.delivery.body.read”/),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('heading', {
        name: 'The file ends in the middle of a string',
      }),
    ).toBeInTheDocument();
  });

  it('has no violation axe can find', async () => {
    const { container } = renderIngest();
    await screen.findByRole('region', { name: 'Lines of the body' });
    await screen.findByRole('table', { name: 'Readers of the log' });
    expect(await axe(container)).toHaveNoViolations();
  });
});

describe('deliveries', () => {
  it('asks for what the address says', async () => {
    const { backend } = renderIngest({
      at: '/ingest/deliveries?source=a,b&status=rejected,nonsense&text=acme&cause=c1',
    });
    await screen.findByRole('table', { name: 'Deliveries' });
    const [{ query }] = backend.of('listDeliveries');
    expect(query.getAll('source')).toEqual(['a', 'b']);
    expect(query.getAll('status')).toEqual(['rejected']);
    expect(query.get('text')).toBe('acme');
    expect(query.get('cause')).toBe('c1');
  });

  it('keeps hostile text text and shows headers and body', async () => {
    renderIngest({ at: `/ingest/deliveries?open=${sampleReceipt}` });
    const drawer = await screen.findByRole('dialog', { name: /01J8K2…7QF4/ });
    expect(
      await within(drawer).findByText(/<img src=x onerror=alert\(1\)>/),
    ).toBeInTheDocument();
    expect(within(drawer).getByText('<b>bold</b>')).toBeInTheDocument();
    expect(document.querySelector('img')).toBeNull();
    expect(drawer).toHaveTextContent('2 values masked');
  });

  it('reads a delivery again and says what came of it', async () => {
    const user = userEvent.setup();
    const { backend } = renderIngest({
      at: `/ingest/deliveries?open=${sampleReceipt}`,
    });
    const button = await screen.findByRole('button', { name: 'Read again' });
    await waitFor(() => expect(button).toBeEnabled());
    await user.click(button);
    expect(
      await screen.findByText(/Read, and accepted now: 3 events/),
    ).toBeInTheDocument();
    expect(backend.of('replayDelivery')[0].params).toEqual({
      receipt: sampleReceipt,
    });
  });
});

describe('rejected', () => {
  it('reads all of them again only after saying how many', async () => {
    const user = userEvent.setup();
    const { backend } = renderIngest({ at: '/ingest/rejected' });
    const button = await screen.findByRole('button', {
      name: 'Read all again',
    });
    await waitFor(() => expect(button).toBeEnabled());
    await user.click(button);
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('11 deliveries are read');
    expect(backend.of('replayRejected')).toHaveLength(0);
    await user.click(
      within(dialog).getByRole('button', { name: 'Read again' }),
    );
    expect(
      await screen.findByText('12 accepted, 2 still rejected'),
    ).toBeInTheDocument();
    expect(JSON.parse(backend.of('replayRejected')[0].body)).toEqual({});
  });
});

describe('unclaimed', () => {
  it('claims a subject for the chosen entity, with the reason', async () => {
    const user = userEvent.setup();
    const { backend } = renderIngest({ at: '/ingest/unclaimed' });
    const button = await screen.findByRole('button', {
      name: 'Claim github.com/acme/odd',
    });
    await user.click(button);
    const dialog = await screen.findByRole('dialog', {
      name: 'Whose is this?',
    });
    expect(
      within(dialog).getByRole('button', { name: 'Claim' }),
    ).toBeDisabled();
    await user.type(within(dialog).getByRole('combobox'), 'sho');
    await user.click(
      await screen.findByRole('option', { name: /component:default\/shop/ }),
    );
    await user.type(within(dialog).getByLabelText('Why (optional)'), 'Moved');
    expect(dialog).toHaveTextContent(
      '41 events so far and all to come belong to component:default/shop.',
    );
    await user.click(within(dialog).getByRole('button', { name: 'Claim' }));
    await waitFor(() => expect(backend.of('claimSubject')).toHaveLength(1));
    expect(JSON.parse(backend.of('claimSubject')[0].body)).toEqual({
      key: 'github.com/acme/odd',
      entityRef: 'component:default/shop',
      reason: 'Moved',
    });
    expect(
      await screen.findByText(
        'github.com/acme/odd belongs to component:default/shop',
      ),
    ).toBeInTheDocument();
  });

  it('shows the server’s sentence where the claim failed', async () => {
    const user = userEvent.setup();
    renderIngest({
      at: '/ingest/unclaimed',
      answers: {
        claimSubject: { status: 409, message: 'Somebody was quicker.' },
      },
    });
    await user.click(
      await screen.findByRole('button', { name: 'Claim github.com/acme/odd' }),
    );
    await user.type(await screen.findByRole('combobox'), 's');
    await user.click((await screen.findAllByRole('option'))[0]);
    await user.click(screen.getByRole('button', { name: 'Claim' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Somebody was quicker.',
    );
  });
});

describe('set aside and readers', () => {
  it('shows the event as text and asks the reader again', async () => {
    const user = userEvent.setup();
    const { backend } = renderIngest({ at: '/ingest/set-aside?open=7' });
    const drawer = await screen.findByRole('dialog', {
      name: 'Event set aside',
    });
    await within(drawer).findByRole('region', { name: 'Data of the event' });
    expect(drawer).toHaveTextContent('<script>alert(1)</script>');
    const button = within(drawer).getByRole('button', { name: 'Try again' });
    await waitFor(() => expect(button).toBeEnabled());
    await user.click(button);
    await waitFor(() =>
      expect(backend.of('replayDeadLetter')[0]?.params).toEqual({ id: '7' }),
    );
  });

  it('says why a reader has to be rebuilt after an upgrade', async () => {
    renderIngest({
      at: '/ingest/readers',
      answers: {
        listReaders: {
          body: {
            head: '9',
            items: [
              {
                ...sampleReaders[0],
                consumer: 'pipelines',
                state: 'running',
                outdated: true,
                stateReason: '10 events in a row failed',
              },
            ],
          },
        },
      },
    });
    expect(
      await screen.findByText(/older version of the portal made the tables/),
    ).toHaveTextContent('10 events in a row failed');
    expect(
      screen.getByRole('button', { name: 'Rebuild pipelines' }),
    ).toBeInTheDocument();
  });

  it('rebuilds a reader only after saying what that does', async () => {
    const user = userEvent.setup();
    const { backend } = renderIngest({ at: '/ingest/readers' });
    const button = await screen.findByRole('button', {
      name: 'Rebuild models',
    });
    await waitFor(() => expect(button).toBeEnabled());
    await user.click(button);
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('while the old ones serve');
    await user.click(within(dialog).getByRole('button', { name: 'Rebuild' }));
    await waitFor(() =>
      expect(backend.of('rebuildReader')[0]?.params).toEqual({
        consumer: 'models',
      }),
    );
  });
});

describe('try a delivery', () => {
  it('sends the pasted headers and shows what would be stored', async () => {
    const user = userEvent.setup();
    const { backend } = renderIngest({ at: '/ingest?panel=try' });
    const form = await screen.findByRole('form', { name: 'Delivery to try' });
    await user.click(within(form).getByLabelText('Body'));
    await user.paste('{"a": 1}');
    await user.click(within(form).getByRole('button', { name: 'Try it' }));
    const outcome = await screen.findByRole('region', {
      name: 'What would be stored',
    });
    expect(outcome).toHaveTextContent('Would be accepted');
    expect(outcome).toHaveTextContent('ci.run.v1');
    const [seen] = backend.of('/v1/preview/hooks/code-host');
    expect(seen.body).toBe('{"a": 1}');
    expect(seen.headers.get('x-github-event')).toBe('workflow_run');
  });

  it('shows the place in the body when it would be rejected', async () => {
    const user = userEvent.setup();
    renderIngest({
      at: '/ingest?panel=try',
      answers: {
        preview: {
          body: {
            status: 202,
            outcome: 'rejected',
            reason: 'run_attempt is text; a number is expected',
            reasonPath: '/workflow_run/run_attempt',
            check: 'No signature was sent.',
            events: [],
          },
        },
      },
    });
    const form = await screen.findByRole('form', { name: 'Delivery to try' });
    await user.click(within(form).getByLabelText('Body'));
    await user.paste('{\n"workflow_run": {\n"run_attempt": "two"\n}}');
    await user.click(within(form).getByRole('button', { name: 'Try it' }));
    const outcome = await screen.findByRole('region', {
      name: 'What would be stored',
    });
    expect(outcome).toHaveTextContent('/workflow_run/run_attempt');
    expect(outcome.querySelector('[data-hit="true"]')?.textContent).toContain(
      '"run_attempt": "two"',
    );
  });
});

it('explains how to add a source with something to copy', async () => {
  renderIngest({ at: '/ingest?panel=add' });
  const drawer = await screen.findByRole('dialog', { name: 'Add a source' });
  expect(drawer).toHaveTextContent('$env: CODE_HOST_SECRET');
  expect(drawer).toHaveTextContent('openssl rand -hex 32');
  expect(drawer).toHaveTextContent('X-Hub-Signature-256: sha256=$SIGNATURE');
});
