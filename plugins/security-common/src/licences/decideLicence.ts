import parse from 'spdx-expression-parse';
import satisfies from 'spdx-satisfies';
import { wildcardFits } from '../matching/wildcardFits';
import { classifyLicence } from './classifyLicence';

/** Lists of a policy: SPDX ids, `*` for anything. */
export interface LicenceLists {
  allow: readonly string[];
  deny: readonly string[];
  review: readonly string[];
}

/** What the lists say of a package, and why. */
export interface LicenceVerdict {
  decision: 'allow' | 'deny' | 'review' | 'unknown';
  reason: string;
}

const order = { allow: 0, review: 1, unknown: 2, deny: 3 } as const;

const better = (a: LicenceVerdict, b: LicenceVerdict) =>
  order[b.decision] < order[a.decision] ? b : a;
const worse = (a: LicenceVerdict, b: LicenceVerdict) =>
  order[b.decision] > order[a.decision] ? b : a;

/** `GPL-2.0` and `GPL-2.0+` are the old names of `-only` and `-or-later`. */
const family = (id: string) =>
  id.replace(/-(?:only|or-later)$/i, '').replace(/\+$/, '');

const leafText = ({ license, plus, exception }: parse.LicenseInfo) =>
  `${license}${plus ? '+' : ''}${exception ? ` WITH ${exception}` : ''}`;

/** Whether the leaf is within an id of a list: equal, or a later version of "or later". */
function within(leaf: string, listed: string): boolean {
  if (leaf.toLowerCase() === listed.toLowerCase()) return true;
  if (listed.includes('*')) {
    return wildcardFits(listed.toLowerCase(), leaf.toLowerCase());
  }
  try {
    return satisfies(leaf, [listed]);
  } catch {
    return false;
  }
}

const isIn = (leaf: string, list: readonly string[]) =>
  list.find(listed => within(leaf, listed));

function judgeLeaf(
  leaf: parse.LicenseInfo,
  lists: LicenceLists,
): LicenceVerdict {
  const text = leafText(leaf);
  const bare = family(leaf.license);
  const denied =
    isIn(text, lists.deny) ??
    (leaf.exception === undefined
      ? lists.deny.find(
          listed => family(listed).toLowerCase() === bare.toLowerCase(),
        )
      : undefined);
  if (denied) {
    return { decision: 'deny', reason: `${text} is denied (${denied}).` };
  }
  const allowed = isIn(text, lists.allow);
  if (allowed) return { decision: 'allow', reason: `${text} is allowed.` };
  if (isIn(text, lists.review)) {
    return { decision: 'review', reason: `${text} is to be reviewed.` };
  }
  if (leaf.exception !== undefined && isIn(leaf.license, lists.deny)) {
    return {
      decision: 'review',
      reason: `${leaf.license} is denied; what the exception ${leaf.exception} changes is for a person to say.`,
    };
  }
  return lists.allow.length > 0
    ? { decision: 'review', reason: `${text} is on no list.` }
    : { decision: 'allow', reason: `${text} is not denied.` };
}

/** Of alternatives one may choose the best; what is joined by AND holds together. */
function judgeTree(tree: parse.Info, lists: LicenceLists): LicenceVerdict {
  if (!('conjunction' in tree)) return judgeLeaf(tree, lists);
  const left = judgeTree(tree.left, lists);
  const right = judgeTree(tree.right, lists);
  return tree.conjunction === 'or' ? better(left, right) : worse(left, right);
}

function judgeText(written: string, lists: LicenceLists): LicenceVerdict {
  const read = classifyLicence(written);
  if (read.form === 'expression') return judgeTree(read.tree, lists);
  // A team may put the very words on a list; nothing else is read into them.
  const literal = (list: readonly string[]) => list.includes(read.text);
  if (read.text && literal(lists.deny)) {
    return { decision: 'deny', reason: `${read.text} is denied.` };
  }
  if (read.text && literal(lists.allow)) {
    return { decision: 'allow', reason: `${read.text} is allowed.` };
  }
  return {
    decision: read.form === 'unknown' ? 'unknown' : 'review',
    reason: read.reason,
  };
}

/**
 * What lists say of the declared licences of a package. Several declarations hold
 * together: nobody said that one may choose. Never better than `unknown` without any.
 */
export function decideLicence(
  declared: readonly string[],
  lists: LicenceLists,
): LicenceVerdict {
  if (declared.length === 0) {
    return { decision: 'unknown', reason: 'No licence is declared.' };
  }
  return declared
    .map(written => judgeText(written, lists))
    .reduce((a, b) => worse(a, b));
}
