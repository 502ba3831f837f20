import { screen, within } from '@testing-library/react';
import { axe } from 'jest-axe';
import { overviewAnswers } from '../__testUtils__/overviewAnswers';
import { renderSecurity, sampleEntity } from '../__testUtils__/renderSecurity';
import { counts, knowledge, sampleDays } from '../__testUtils__/sampleFindings';
import { HomeWidget } from '../home/HomeWidget';
import { EntityCard } from './EntityCard';
import { EntityTab } from './EntityTab';
import { trendOf } from './trendOf';

const summary = overviewAnswers.entitySummary.body;

describe('the card of an entity', () => {
  beforeEach(() => localStorage.clear());
  const show = (some: object = {}) =>
    renderSecurity({
      element: <EntityCard />,
      entity: sampleEntity,
      answers: { entitySummary: { body: { ...summary, ...some } } },
    });

  it('shows how many, whither, the worst three and how fresh each scan is', async () => {
    const { container } = show();
    const card = await screen.findByRole('region', { name: 'Findings' });
    expect(await within(card).findByText('7')).toBeVisible();
    expect(card).toHaveTextContent('4 in 30 d');
    expect(card).toHaveTextContent(
      'Since the last deployment (5.21.4): 2 new, 1 fixed',
    );
    const worst = within(card).getByRole('list', { name: 'The worst three' });
    expect(within(worst).getAllByRole('listitem')).toHaveLength(3);
    const scans = within(card).getByRole('list', { name: 'Newest scans' });
    expect(scans).toHaveTextContent(/Code \d+ min/);
    expect(
      within(scans).getByRole('img', { name: 'Old' }).closest('li'),
    ).toHaveTextContent('Licence 9 d');
    expect((await axe(container)).violations).toEqual([]);
  });

  it.each([
    ['Clean', knowledge({ entities: 1, fresh: 1 })],
    [
      'Never scanned',
      knowledge({
        state: 'never_scanned',
        entities: 1,
        fresh: 0,
        neverScanned: 1,
      }),
    ],
    [
      'Not known: the newest scan failed or was cut',
      knowledge({ state: 'incomplete', entities: 1, fresh: 0, incomplete: 1 }),
    ],
  ])('without findings says “%s”', async (title, known) => {
    show({ open: counts(), worst: [], knowledge: known });
    expect(await screen.findByText(title)).toBeVisible();
  });

  it('says what may not be seen', async () => {
    renderSecurity({
      element: <EntityCard />,
      entity: sampleEntity,
      answers: {
        entitySummary: {
          status: 403,
          message: 'It takes the permission "security.finding.read".',
        },
      },
    });
    expect(
      await screen.findByText('You cannot see the findings of this entity'),
    ).toBeVisible();
  });
});

describe('the trend', () => {
  it('keeps a day nobody counted a gap, and compares the first known with the last', () => {
    const { values, delta } = trendOf(sampleDays);
    expect(values).toEqual([10, 9, null, 7, 6]);
    expect(delta).toEqual({ text: '4', direction: 'down', good: true });
  });

  it('says nothing of one day', () => {
    expect(trendOf(sampleDays.slice(0, 1)).delta).toBeUndefined();
  });
});

describe('the tab of an entity', () => {
  beforeEach(() => localStorage.clear());

  it('lists this entity only, all that is not fixed first', async () => {
    const { backend } = renderSecurity({
      element: <EntityTab />,
      entity: sampleEntity,
    });
    const table = await screen.findByRole('table', { name: 'Findings' });
    expect(
      within(table).queryByRole('columnheader', { name: /Entity/ }),
    ).toBeNull();
    const { query } = backend.of('listFindings')[0];
    expect(query.get('entity')).toBe('component:default/payments-api');
    expect(query.get('view')).toBe('not_fixed');
    expect(screen.getByRole('link', { name: 'Fails' })).toHaveAttribute(
      'href',
      '/security/gate/evaluations/evaluation-1',
    );
  });

  it('says how to begin where nothing was ever scanned', async () => {
    renderSecurity({
      element: <EntityTab />,
      entity: sampleEntity,
      answers: {
        entitySummary: {
          body: {
            ...summary,
            knowledge: knowledge({
              state: 'never_scanned',
              entities: 1,
              fresh: 0,
              neverScanned: 1,
            }),
          },
        },
      },
    });
    expect(await screen.findByText('Never scanned')).toBeVisible();
    expect(screen.queryByRole('table', { name: 'Findings' })).toBeNull();
  });
});

describe('the home widget', () => {
  beforeEach(() => localStorage.clear());

  it('shows what this person has to decide or fix first', async () => {
    const { backend, container } = renderSecurity({ element: <HomeWidget /> });
    const card = await screen.findByRole('region', {
      name: 'Findings that need you',
    });
    expect(
      await within(card).findByRole('link', { name: '2 past due' }),
    ).toHaveAttribute('href', '/security?view=past_due');
    expect(
      within(card).getByRole('link', {
        name: 'Prototype pollution in qs-like',
      }),
    ).toHaveAttribute('href', '/security/findings/worst');
    expect(backend.of('home')[0].query.get('scope')).toBe('user:default/mei');
    expect((await axe(container)).violations).toEqual([]);
  });
});
