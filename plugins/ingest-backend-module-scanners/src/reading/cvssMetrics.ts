type Metrics = Readonly<Record<string, RegExp>>;

const level = /^[HLN]$/;
const levelOrNot = /^[XHLN]$/;
const need = /^[XHML]$/;
const need2 = /^(?:L|M|H|ND)$/;

const v2: Metrics = {
  AV: /^[LAN]$/,
  AC: /^[HML]$/,
  Au: /^[MSN]$/,
  C: /^[NPC]$/,
  I: /^[NPC]$/,
  A: /^[NPC]$/,
};
const v2More: Metrics = {
  E: /^(?:U|POC|F|H|ND)$/,
  RL: /^(?:OF|TF|W|U|ND)$/,
  RC: /^(?:UC|UR|C|ND)$/,
  CDP: /^(?:N|L|LM|MH|H|ND)$/,
  TD: /^(?:N|L|M|H|ND)$/,
  CR: need2,
  IR: need2,
  AR: need2,
};

const v3: Metrics = {
  AV: /^[NALP]$/,
  AC: /^[LH]$/,
  PR: level,
  UI: /^[NR]$/,
  S: /^[UC]$/,
  C: level,
  I: level,
  A: level,
};
const v3More: Metrics = {
  E: /^[XUPFH]$/,
  RL: /^[XOTWU]$/,
  RC: /^[XURC]$/,
  CR: need,
  IR: need,
  AR: need,
  MAV: /^[XNALP]$/,
  MAC: /^[XLH]$/,
  MPR: levelOrNot,
  MUI: /^[XNR]$/,
  MS: /^[XUC]$/,
  MC: levelOrNot,
  MI: levelOrNot,
  MA: levelOrNot,
};

const v4: Metrics = {
  AV: /^[NALP]$/,
  AC: /^[LH]$/,
  AT: /^[NP]$/,
  PR: level,
  UI: /^[NPA]$/,
  VC: level,
  VI: level,
  VA: level,
  SC: level,
  SI: level,
  SA: level,
};
const v4More: Metrics = {
  E: /^[XAPU]$/,
  CR: need,
  IR: need,
  AR: need,
  MAV: /^[XNALP]$/,
  MAC: /^[XLH]$/,
  MAT: /^[XNP]$/,
  MPR: levelOrNot,
  MUI: /^[XNPA]$/,
  MVC: levelOrNot,
  MVI: levelOrNot,
  MVA: levelOrNot,
  MSC: levelOrNot,
  MSI: /^[XSHLN]$/,
  MSA: /^[XSHLN]$/,
  S: /^[XNP]$/,
  AU: /^[XNY]$/,
  R: /^[XAUI]$/,
  V: /^[XDC]$/,
  RE: /^[XLMH]$/,
  U: /^(?:X|Clear|Green|Amber|Red)$/,
};

const versions = {
  '2.0': [v2, v2More],
  '3.0': [v3, v3More],
  '3.1': [v3, v3More],
  '4.0': [v4, v4More],
} as const;

/**
 * Whether a vector names every base metric once and nothing that its version
 * does not know. The calculator scores half a vector as 0 and prints the rest.
 */
export function isCvssVector(
  version: keyof typeof versions,
  bare: string,
): boolean {
  const [base, more] = versions[version];
  const seen = new Set<string>();
  for (const part of bare.replace(/^CVSS:[\d.]+\//i, '').split('/')) {
    const [name, value = ''] = part.split(':');
    const known = [base, more].find(metrics => Object.hasOwn(metrics, name));
    if (!known?.[name].test(value) || seen.has(name)) return false;
    seen.add(name);
  }
  return Object.keys(base).every(name => seen.has(name));
}
