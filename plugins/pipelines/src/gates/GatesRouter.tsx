import { Route, Routes } from 'react-router-dom';
import { GatePage } from './GatePage';
import { GatesPage } from './GatesPage';

/** The pages below `/gates`. */
export function GatesRouter() {
  return (
    <Routes>
      <Route path=":id" element={<GatePage />} />
      <Route path="*" element={<GatesPage />} />
    </Routes>
  );
}
