import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe, toHaveNoViolations } from 'jest-axe';
import {
  sampleDeploymentAnswer,
  sampleFailed,
  sampleLead,
} from '../__testUtils__/sampleLists';
import { sampleBase } from '../__testUtils__/sampleFigures';
import { renderDora } from '../__testUtils__/renderDora';
import { deploymentHref, sampleFilter } from './sampleText';

expect.extend(toHaveNoViolations);

const open = async (query: string, answers = {}) => {
  const page = renderDora({ at: `/dora?scope=all&samples=${query}`, answers });
  const dialog = await screen.findByRole('dialog');
  return { ...page, dialog };
};
const lead = `change_lead_time&sample=${encodeURIComponent(sampleLead.id)}`;
const failed = `change_fail_rate&sample=${encodeURIComponent(sampleFailed.id)}`;

describe('the samples of a metric', () => {
  beforeEach(() => localStorage.clear());

  it('lead from a change to its stages, deployment, commit and change', async () => {
    const { dialog } = await open(lead);
    // What a payload says is text.
    expect(
      (
        await within(dialog).findAllByText('Retry card captures <b>twice</b>')
      )[0],
    ).toBeVisible();
    expect(dialog).toHaveTextContent('Wait for review11 h 7 min');
    expect(dialog).toHaveTextContent('Reviewnot known, in the next one');
    expect(
      within(dialog).getByRole('link', { name: 'payments-api 5.21.4' }),
    ).toHaveAttribute('href', '/deployments/git.example/42');
    expect(within(dialog).getByRole('link', { name: /#512/ })).toHaveAttribute(
      'href',
      'https://git.example/acme/payments-api/pull/512',
    );
    expect(dialog).toHaveTextContent('acme/payments-api 4be1c0d');
  });

  it('say why a deployment counts as failed, and how sure that is', async () => {
    const { dialog } = await open(failed);
    expect(
      await within(dialog).findByRole('list', {
        name: 'Why it counts as failed',
      }),
    ).toHaveTextContent('it was rolled back (90 % sure)');
  });

  it('unfold and fold by keyboard, and say so in the address', async () => {
    const { dialog } = await open('change_lead_time');
    const line = await within(dialog).findByRole('button', {
      name: /Retry card captures/,
    });
    expect(line).toHaveAttribute('aria-expanded', 'false');
    act(() => line.focus());
    await userEvent.keyboard('{Enter}');
    expect(
      await within(dialog).findByRole('button', { name: /Retry card/ }),
    ).toHaveAttribute('aria-expanded', 'true');
    expect(screen.getByLabelText('Address')).toHaveTextContent('sample=');
  });

  it('can be the open ones alone', async () => {
    const { dialog, backend } = await open('failed_deployment_recovery_time');
    await userEvent.click(
      await within(dialog).findByRole('button', { name: 'Open' }),
    );
    await screen.findByText(/samples.kind=open/);
    expect(backend.of('listSamples').at(-1)?.query.get('open')).toBe('true');
  });

  it('tell none from not permitted and from failed', async () => {
    const none = await open('change_lead_time', {
      listSamples: {
        body: { ...sampleBase, items: [], nextCursor: null, total: 0 },
      },
    });
    expect(
      await within(none.dialog).findByText('No sample here'),
    ).toBeVisible();
    none.unmount();
    const denied = await open('change_lead_time', {
      listSamples: {
        status: 403,
        message: 'You need "dora.read" for this.',
      },
    });
    expect(
      await within(denied.dialog).findByText('You cannot see the samples'),
    ).toBeVisible();
  });

  it('have no accessibility fault', async () => {
    const { dialog } = await open(failed);
    await within(dialog).findByRole('button', { name: 'Classify' });
    expect(await axe(dialog)).toHaveNoViolations();
  });
});

describe('what a person says of a deployment', () => {
  beforeEach(() => localStorage.clear());

  it('is sent with its reason, and undone by one click', async () => {
    const { dialog, backend } = await open(failed);
    await userEvent.click(
      await within(dialog).findByRole('button', { name: 'Classify' }),
    );
    const asked = await screen.findByRole('dialog', {
      name: /Classify payments-api 5.21.4/,
    });
    const verb = within(asked).getByRole('button', { name: 'Classify' });
    expect(verb).toBeDisabled();
    await userEvent.click(
      within(asked).getByRole('radio', { name: /Not production/ }),
    );
    await userEvent.type(within(asked).getByLabelText(/Reason/), 'rehearsal');
    await userEvent.click(verb);
    expect(await screen.findByText('Marked not production.')).toBeVisible();
    expect(backend.of('classifyDeployment')[0]).toMatchObject({
      params: { instance: 'git.example', externalId: '42' },
      body: { as: 'not_production', reason: 'rehearsal' },
    });
    // Everything that is open is read again.
    expect(backend.of('overview').length).toBeGreaterThan(1);
    // The toast stands below the drawer, which hides it from readers; they have
    // the same button in the drawer.
    const undo = screen.getAllByRole('button', { name: 'Undo', hidden: true });
    await userEvent.click(undo.filter(one => !dialog.contains(one))[0]);
    await screen.findByText('Taken back.');
    expect(backend.of('undoClassification')[0].params.id).toBe(
      '6f1c1a55-2b7e-4c5d-9f0a-0c3c9a1d2e3f',
    );
  });

  it('names the repair, and needs one', async () => {
    const repair = {
      ...sampleFailed,
      id: 'git.example/43',
      deployment: {
        ...sampleFailed.deployment,
        id: 'git.example/43',
        version: '5.21.3',
      },
    };
    const { dialog, backend } = await open(failed, {
      listSamples: ({ query }: { query: URLSearchParams }) => ({
        body: {
          ...sampleBase,
          nextCursor: null,
          total: 1,
          items:
            query.get('metric') === 'deployment_frequency'
              ? [sampleFailed, repair]
              : [sampleFailed],
        },
      }),
    });
    await userEvent.click(
      await within(dialog).findByRole('button', { name: 'Classify' }),
    );
    const asked = await screen.findByRole('dialog', { name: /^Classify/ });
    await userEvent.click(
      within(asked).getByRole('radio', { name: /fixed by another/ }),
    );
    await userEvent.type(
      within(asked).getByLabelText(/Reason/),
      'took it back',
    );
    expect(
      within(asked).getByRole('button', { name: 'Classify' }),
    ).toBeDisabled();
    await userEvent.click(
      within(asked).getByRole('combobox', { name: /Repaired by/ }),
    );
    const options = await screen.findAllByRole('option');
    expect(options.map(option => option.textContent)).toEqual([
      'payments-api 5.21.3',
    ]);
    await userEvent.click(options[0]);
    await userEvent.click(
      within(asked).getByRole('button', { name: 'Classify' }),
    );
    await screen.findByText('Marked failed and fixed.');
    expect(backend.of('classifyDeployment')[0].body).toMatchObject({
      as: 'fixed_by',
      fixedBy: 'git.example/43',
    });
  });

  it('is seen by everybody, with the way to take it back', async () => {
    const { dialog, backend } = await open(failed);
    expect(
      await within(dialog).findByText(/The alert was a false one/),
    ).toBeVisible();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Undo' }));
    await screen.findByText('Taken back.');
    expect(backend.of('undoClassification')[0].params.id).toBe(
      sampleDeploymentAnswer().classifications[0].id,
    );
  });

  it('is off without the permission, and says which', async () => {
    const { dialog } = await open(failed, {
      getDeployment: { body: sampleDeploymentAnswer({ mayClassify: false }) },
    });
    const button = await within(dialog).findByRole('button', {
      name: 'Classify',
    });
    expect(button).toBeDisabled();
    expect(button).toHaveAttribute(
      'title',
      expect.stringContaining('dora.classify'),
    );
    expect(within(dialog).queryByRole('button', { name: 'Undo' })).toBeNull();
  });

  it('shows in the dialog why it could not be saved', async () => {
    const { dialog } = await open(failed, {
      classifyDeployment: { status: 409, message: 'Somebody was quicker.' },
    });
    await userEvent.click(
      await within(dialog).findByRole('button', { name: 'Classify' }),
    );
    const asked = await screen.findByRole('dialog', { name: /^Classify/ });
    await userEvent.type(within(asked).getByLabelText(/Reason/), 'x');
    await userEvent.click(
      within(asked).getByRole('button', { name: 'Classify' }),
    );
    expect(await within(asked).findByRole('alert')).toHaveTextContent(
      'Somebody was quicker.',
    );
  });
});

describe('sampleFilter', () => {
  it.each([
    ['change_fail_rate', undefined, { failed: true }],
    ['change_fail_rate', 'all', {}],
    ['deployment_rework_rate', undefined, { rework: true }],
    ['deployment_rework_rate', 'hotfix', { rework: true, kind: ['hotfix'] }],
    ['failed_deployment_recovery_time', 'open', { open: true }],
    ['change_lead_time', undefined, { order: 'longest' }],
    ['deployment_frequency', 'redeploy', { kind: ['redeploy'] }],
  ] as const)('of %s, %s is %j', (metric, part, expected) => {
    const asked = sampleFilter(metric, part);
    expect(JSON.parse(JSON.stringify(asked))).toMatchObject(expected);
  });
});

describe('deploymentHref', () => {
  it.each([
    ['github.com/42', '/deployments/github.com/42'],
    ['argo.example/a/b c', '/deployments/argo.example/a%2Fb%20c'],
  ])('of %s is %s', (id, href) => {
    expect(deploymentHref(id)).toBe(href);
  });
});
