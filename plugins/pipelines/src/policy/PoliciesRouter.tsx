import { Route, Routes } from 'react-router-dom';
import { PoliciesPage } from './PoliciesPage';
import { PolicyPage } from './PolicyPage';

/** The pages below `/policies`. */
export function PoliciesRouter() {
  return (
    <Routes>
      <Route path=":namespace/:kind/:name" element={<PolicyPage />} />
      <Route path="*" element={<PoliciesPage />} />
    </Routes>
  );
}
