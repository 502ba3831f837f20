import { screen } from '@testing-library/react';
import { axe, toHaveNoViolations } from 'jest-axe';
import {
  renderPipelines,
  sampleEntity,
} from '../__testUtils__/renderPipelines';
import { sampleRequest } from '../__testUtils__/sampleGates';
import { EntityGatesCard, newestPerEnvironment } from './EntityGatesCard';
import { NeedsYouCard } from './NeedsYouCard';

expect.extend(toHaveNoViolations);

describe('Needs you', () => {
  it('has a line and one button per gate', async () => {
    const { container } = renderPipelines({ element: <NeedsYouCard /> });
    expect(
      await screen.findByRole('link', { name: 'Review shop to production' }),
    ).toHaveAttribute('href', `/gates/${sampleRequest().id}`);
    expect(screen.getByText(/by anouk/)).toBeVisible();
    expect(await axe(container)).toHaveNoViolations();
  });

  it('says when nothing does', async () => {
    renderPipelines({
      element: <NeedsYouCard />,
      answers: { listGateRequests: { body: { items: [], nextCursor: null } } },
    });
    expect(await screen.findByText('Nothing waits for you')).toBeVisible();
  });
});

describe('Gates of an entity', () => {
  it('shows the policy and the gate of each environment', async () => {
    const { container } = renderPipelines({
      element: <EntityGatesCard />,
      entity: sampleEntity(),
    });
    expect(await screen.findByText('Policy with 1 mistake')).toBeVisible();
    expect(await screen.findByText('Waiting')).toBeVisible();
    expect(await axe(container)).toHaveNoViolations();
  });

  it('says that gates without a policy are shut', async () => {
    renderPipelines({
      element: <EntityGatesCard />,
      entity: sampleEntity(),
      answers: {
        getPolicy: {
          body: {
            entityRef: 'component:default/payments-api',
            source: 'none',
            location: null,
            text: null,
            policy: null,
            version: null,
            goodSince: null,
            checkedAt: null,
            problems: [],
          },
        },
      },
    });
    expect(
      await screen.findByText('No delivery policy: gates are shut'),
    ).toBeVisible();
  });

  it('takes the waiting gate of an environment before a newer decided one', () => {
    const waiting = sampleRequest();
    const newer = sampleRequest({
      id: '018f0000-0000-7000-8000-0000000000aa',
      state: 'allowed',
      askedAt: new Date().toISOString(),
    });
    expect(newestPerEnvironment([waiting, newer])).toEqual([waiting]);
  });
});
