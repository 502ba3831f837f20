import { doraContract } from '@quarterdeck/plugin-dora-common';
import {
  fakeBackend,
  FakeAnswersOf,
} from '@quarterdeck/plugin-portal-react/testUtils';
import { standardAnswers } from './sampleAnswers';

/** Answers by route; what is not named gets a standard one. */
export type FakeAnswers = FakeAnswersOf<typeof doraContract>;

/** A backend in memory. */
export const fakeDoraBackend = (answers?: FakeAnswers) =>
  fakeBackend(doraContract, standardAnswers, answers);
