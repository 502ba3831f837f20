import { useCallback, useEffect, useMemo, useState } from 'react';
import { z } from 'zod';
import { storageApiRef, useApi } from '@backstage/frontend-plugin-api';

const savedViewSchema = z.object({
  name: z.string().min(1).max(60),
  /** Without `?`. */
  query: z.string().max(4000),
});

/** A view a person keeps. */
export type SavedView = z.infer<typeof savedViewSchema>;

const readViews = (value: unknown): SavedView[] => {
  const parsed = z.array(savedViewSchema).safeParse(value);
  return parsed.success ? parsed.data : [];
};

const mostViews = 30;

/** The signed-in person's own views of a list, kept with their settings. */
export function useSavedViews(list: string) {
  const storage = useApi(storageApiRef);
  const bucket = useMemo(() => storage.forBucket('qd-views'), [storage]);
  const [views, setViews] = useState(() =>
    readViews(bucket.snapshot(list).value),
  );
  useEffect(() => {
    const subscription = bucket.observe$(list).subscribe(({ value }) => {
      setViews(readViews(value));
    });
    return () => subscription.unsubscribe();
  }, [bucket, list]);
  const write = useCallback(
    async (next: SavedView[]) => {
      setViews(next);
      await bucket.set(list, next);
    },
    [bucket, list],
  );
  return {
    views,
    /** Keeps a view; one of the same name is replaced. */
    save: (view: SavedView) =>
      write(
        [...views.filter(({ name }) => name !== view.name), view].slice(
          -mostViews,
        ),
      ),
    remove: (name: string) => write(views.filter(view => view.name !== name)),
  };
}
