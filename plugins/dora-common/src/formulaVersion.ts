/**
 * Version of the formulas. It moves with every change that can move a number;
 * stored samples of another version are computed anew.
 */
export const formulaVersion = 'dora-2';
