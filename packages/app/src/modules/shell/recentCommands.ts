import { z } from 'zod';

const key = 'qd.recent';
const schema = z.array(
  z.object({
    id: z.string(),
    title: z.string(),
    hint: z.string(),
    href: z.string(),
  }),
);

/** Somewhere one went by the command bar. */
export type Recent = z.infer<typeof schema>[number];

/** The last five things, newest first. */
export function recentCommands(): Recent[] {
  try {
    return schema.parse(JSON.parse(localStorage.getItem(key) ?? '[]'));
  } catch {
    return [];
  }
}

/** Puts a thing first. */
export function rememberCommand(next: Recent): void {
  const rest = recentCommands().filter(({ id }) => id !== next.id);
  localStorage.setItem(key, JSON.stringify([next, ...rest].slice(0, 5)));
}
