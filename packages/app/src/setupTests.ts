import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Queries by role cost seconds where several suites share two cores.
configure({ asyncUtilTimeout: 30_000 });

const warn = console.warn; // eslint-disable-line no-console
// React Router announces its next version once per test file.
// eslint-disable-next-line no-console
console.warn = (...args: unknown[]) => {
  if (!String(args[0]).includes('React Router Future Flag')) warn(...args);
};
