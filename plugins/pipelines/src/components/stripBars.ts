import { StripRun } from '@quarterdeck/plugin-pipelines-common';
import { StripBar, stripLabel } from '@quarterdeck/plugin-portal-react';
import { runHref, stateOf } from './runWords';

/** Runs as bars of a strip. */
export const stripBars = (runs: readonly StripRun[]): StripBar[] =>
  runs.map(run => ({
    key: runHref(run),
    href: runHref(run),
    state: stateOf(run.status),
    seconds: run.runSeconds,
    label: stripLabel({
      word: run.status.word,
      title: run.title,
      seconds: run.runSeconds,
    }),
  }));
