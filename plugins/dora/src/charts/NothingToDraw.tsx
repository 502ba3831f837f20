import { EmptyState } from '@quarterdeck/plugin-portal-react';

/** Why a chart is empty: nothing is known, which is not the same as nothing happened. */
export function NothingToDraw(props: { title: string; reason: string }) {
  return <EmptyState icon="dora" title={props.title} reason={props.reason} />;
}
