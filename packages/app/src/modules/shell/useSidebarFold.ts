import { useCallback, useState } from 'react';

const foldedKey = 'qd.sidebar.folded';
const groupsKey = 'qd.sidebar.groups';

const readGroups = (): string[] =>
  (localStorage.getItem(groupsKey) ?? '').split(',').filter(Boolean);

/** Whether the sidebar is a rail, and which groups are folded; both are remembered. */
export function useSidebarFold() {
  const [folded, setFolded] = useState(
    () => localStorage.getItem(foldedKey) === 'yes',
  );
  const [groups, setGroups] = useState(readGroups);
  const toggle = useCallback(() => {
    setFolded(current => {
      localStorage.setItem(foldedKey, current ? 'no' : 'yes');
      return !current;
    });
  }, []);
  const toggleGroup = useCallback((label: string) => {
    setGroups(current => {
      const next = current.includes(label)
        ? current.filter(item => item !== label)
        : [...current, label];
      localStorage.setItem(groupsKey, next.join(','));
      return next;
    });
  }, []);
  return { folded, toggle, foldedGroups: groups, toggleGroup };
}
