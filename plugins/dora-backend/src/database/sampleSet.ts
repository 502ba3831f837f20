import { arrayLiteral } from '@quarterdeck/plugin-portal-node';
import { everyServiceNo } from './dayCells';

/** Whose samples are read. */
export interface SampleSet {
  /** Every service there is: sums of all may be read. */
  everything: boolean;
  numbers: readonly number[];
}

/** Whose cells are read. */
export const cellNumbers = ({ everything, numbers }: SampleSet) =>
  arrayLiteral(everything ? [everyServiceNo] : numbers);

/** A condition on the rows of samples, with its binding. */
export const ofServices = (set: SampleSet, column = 'service_no') =>
  set.everything
    ? { sql: 'true', bindings: [] }
    : {
        sql: `${column} = ANY(?::int[])`,
        bindings: [arrayLiteral(set.numbers)],
      };
