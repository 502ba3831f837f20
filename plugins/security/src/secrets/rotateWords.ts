import { StateName } from '@quarterdeck/plugin-portal-react';
import { RotateTask } from '@quarterdeck/plugin-security-common';

/** Where a rotation stands. */
export const rotateWords: Record<
  RotateTask['state'],
  { state: StateName; word: string }
> = {
  to_rotate: { state: 'error', word: 'To rotate' },
  rotating: { state: 'info', word: 'Rotating' },
  rotated: { state: 'success', word: 'Rotated' },
  not_a_secret: { state: 'skipped', word: 'Not a secret' },
};

/** Whether somebody saw that it works. */
export const verifiedText = (verified: boolean | null): string => {
  if (verified === null) return 'nobody tried';
  return verified ? 'works' : 'does not work';
};
