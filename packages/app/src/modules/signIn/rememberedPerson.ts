const key = 'qd.person';

/** Whom this browser was last, so that a reload does not ask again. */
export const rememberedPerson = (): string | null => localStorage.getItem(key);

/** Keeps whom this browser is. */
export const rememberPerson = (userEntityRef: string): void =>
  localStorage.setItem(key, userEntityRef);

/** After signing out. */
export const forgetPerson = (): void => localStorage.removeItem(key);
