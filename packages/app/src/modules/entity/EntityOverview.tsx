import { Fragment } from 'react';
import { EntityContentLayoutProps } from '@backstage/plugin-catalog-react/alpha';
import { TwoColumn } from '@quarterdeck/plugin-portal-react';

/** Answers in the middle, context in the rail; each area adds its cards. */
export function EntityOverview({ cards }: EntityContentLayoutProps) {
  const show = (list: typeof cards) =>
    list.map((card, index) => (
      <Fragment key={card.element.key ?? index}>{card.element}</Fragment>
    ));
  return (
    <TwoColumn
      main={show(cards.filter(card => card.type !== 'info'))}
      rail={show(cards.filter(card => card.type === 'info'))}
    />
  );
}
