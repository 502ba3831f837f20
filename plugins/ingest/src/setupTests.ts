import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Queries by role cost seconds where several suites share two cores.
configure({ asyncUtilTimeout: 30_000 });
