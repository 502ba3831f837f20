import { securityContract } from '@quarterdeck/plugin-security-common';
import {
  fakeBackend,
  FakeAnswersOf,
} from '@quarterdeck/plugin-portal-react/testUtils';
import { gateAnswers } from './gateAnswers';
import { listAnswers } from './listAnswers';
import { overviewAnswers } from './overviewAnswers';
import { policyAnswers } from './policyAnswers';
import { vexAnswers } from './vexAnswers';

/** Answers by route; what is not named gets a standard one. */
export type FakeAnswers = FakeAnswersOf<typeof securityContract>;

const standard: FakeAnswers = {
  ...overviewAnswers,
  ...listAnswers,
  ...gateAnswers,
  ...policyAnswers,
  ...vexAnswers,
};

/** A backend in memory. */
export const fakeSecurityBackend = (answers?: FakeAnswers) =>
  fakeBackend(securityContract, standard, answers);
