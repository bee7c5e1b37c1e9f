import { durationText } from './format';
import { t, word, type Key } from './language';

/**
 * What the platform tells in words, in the language of the page. It writes English sentences of few forms; a sentence of
 * another form is shown as it came.
 */

type Words = Record<string, string>;
type Form = [pattern: RegExp, key: Key, words?: (groups: Words) => Words];

const person = (nameOf: (id: string) => string) => (groups: Words) => ({ ...groups, who: nameOf(groups.who ?? '') });
const WHO = '(?<who>[A-Za-z0-9_.:-]+)';
const INCIDENT = '(?<incident>[0-9a-f]+)';
const RULE = '(?<rule>[A-Z]\\d+)';
const form = (text: string) => new RegExp(`^${text}$`, 's');

const ruled = (groups: Words) => ({ ...groups, rule: ruleText(groups.rule ?? '') });

function happenings(nameOf: (id: string) => string): Form[] {
  const who = person(nameOf);
  return [
    [form(`opened by ${RULE}`), 'what.openedBy', ruled],
    [form(`fed by ${RULE}, alarm (?<n>\\d+)`), 'what.fed', ruled],
    [form(`${RULE} repeated, not counted`), 'what.repeated', ruled],
    [form(`${RULE} from before the closing`), 'what.fromBefore', ruled],
    [form(`${RULE} updated`), 'what.updated', ruled],
    [form(`${RULE} cleared`), 'what.ceased', ruled],
    [
      form(`${RULE} cleared: (?<reason>.*)`),
      'what.ceasedReason',
      (g) => ({ ...ruled(g), reason: word('reason', g.reason ?? '') }),
    ],
    [form(`merged into ${INCIDENT}`), 'what.mergedInto'],
    [form(`incident ${INCIDENT} merged into this`), 'what.mergedIn', shortened],
    [form('merged by hand: (?<reason>.*)'), 'what.mergedByHand'],
    [form(`taken out of incident ${INCIDENT}: (?<reason>.*)`), 'what.takenOut', shortenedMore],
    [form(`incident ${INCIDENT} taken out of this: (?<reason>.*)`), 'what.tookOut', shortenedMore],
    [form(`split off from incident ${INCIDENT}: (?<reason>.*)`), 'what.splitOff', shortenedMore],
    [form(`incident ${INCIDENT} split off from this: (?<reason>.*)`), 'what.splitFrom', shortenedMore],
    [form(`in part explained by incident ${INCIDENT}`), 'what.explained', shortened],
    [form('severity raised to (?<severity>P\\d)'), 'what.severity'],
    [form('acknowledged'), 'what.acknowledged'],
    [form('acknowledgement withdrawn'), 'what.unacknowledged'],
    [form(`taken over from ${WHO}`), 'what.takenOver', who],
    [form('called: (?<step>.*)'), 'what.called', called],
    [form('called again: (?<step>.*)'), 'what.calledAgain', called],
    [form('called, since nothing happened: (?<step>.*)'), 'what.calledIdle', called],
    [form('confirmed'), 'what.confirmed'],
    [form('held for at most (?<n>\\d+) s: .*'), 'what.held'],
    [form('held no longer: a second evidence'), 'what.heldSecond'],
    [form('held no longer: no second evidence came'), 'what.heldEnds'],
    [form('held no longer: confirmed by a person'), 'what.heldConfirmed'],
    [form('held no longer: .*'), 'what.heldOther'],
    [form('under control'), 'what.controlled'],
    [form('under control: (?<reason>.*)'), 'what.controlledReason'],
    [form('level (?<n>\\d+)'), 'what.level'],
    [form('(?<before>[A-Z_]+) to (?<after>[A-Z_]+)'), 'what.state', (g) => ({ after: word('state', g.after ?? '') })],
    [form('outcome (?<outcome>[a-z-]+): (?<reason>.*)'), 'what.outcomeReason', outcome],
    [form('outcome (?<outcome>[a-z-]+)'), 'what.outcome', outcome],
    [form('recovered (?<n>\\d+) s after the report'), 'what.recovered', lasted],
    [form(`offered to ${WHO}`), 'what.offered', who],
    [form(`accepted by ${WHO}`), 'what.accepted', who],
    [form('accepted too late'), 'what.tooLate'],
    [form(`declined by ${WHO}: (?<reason>.*)`), 'what.declinedReason', who],
    [form(`declined by ${WHO}`), 'what.declined', who],
    [form(`offer to ${WHO} expired`), 'what.expired', who],
    [form(`offer to ${WHO} withdrawn: filled`), 'what.filled', who],
    [form(`offer to ${WHO} withdrawn: merged`), 'what.offerMerged', who],
    [form(`offer to ${WHO} withdrawn: assigned elsewhere`), 'what.elsewhere', who],
    [form('nobody free for (?<role>[a-z-]+)'), 'what.nobody', (g) => ({ role: word('role', g.role ?? '') })],
    [form(`way of ${WHO}: (?<change>[^;]+); (?<why>.*)`), 'what.wayChanged', (g) => changed(who(g))],
    [form(`${WHO} warned: (?<change>[^;]+); (?<why>.*)`), 'what.warned', (g) => changed(who(g))],
    [form('to be met at (?<place>.*), (?<n>\\d+) %'), 'what.meeting'],
    [form(`${WHO} freed`), 'what.freed', who],
    [form(`offer to ${WHO} withdrawn: under control`), 'what.offerControlled', who],
    [form(`offer to ${WHO} not delivered in (?<n>\\d+) s: .*`), 'what.undelivered', who],
    [
      form('wider for (?<role>[a-z-]+): (?<reach>.*); (?<n>\\d+) more asked'),
      'what.wider',
      (g) => ({ ...g, role: word('role', g.role ?? ''), reach: word('reach', g.reach ?? '') }),
    ],
    [form(`${WHO} asked to set out: not moving for (?<n>\\d+) s`), 'what.nudged', who],
    [form(`${WHO} RECALLED: not moving for (?<n>\\d+) s`), 'what.recalledStill', who],
    [form(`${WHO} RECALLED: another is there`), 'what.recalledSurplus', who],
    [form(`another is asked beside ${WHO}`), 'what.beside', who],
    [form(`check-in asked of ${WHO}`), 'what.checkIn', who],
    [form(`${WHO} missed a check-in`), 'what.missed', who],
    [form(`incident ${INCIDENT} opened for ${WHO}`), 'what.safetyOpened', (g) => ({ ...who(g), ...shortened(g) })],
    [form(`(?:opened: )?${WHO} gave no word at incident ${INCIDENT}`), 'what.noWord', (g) => ({ ...who(g), ...shortened(g) })],
    [form(`${WHO} (?<state>[A-Z_]+)`), 'what.assignment', (g) => ({ ...who(g), state: word('assignment', g.state ?? '') })],
  ];
}

const REASONS: Form[] = [
  [
    form('volunteer, for want of a nearer (?<role>[a-z-]+), \\+(?<n>\\d+) s'),
    'because.forWant',
    (g) => ({ ...g, role: word('role', g.role ?? '') }),
  ],
  [form('(?<role>[a-z-]+) with (?<skill>[a-z-]+)'), 'because.with', skilled],
  [form('(?<role>[a-z-]+) without (?<skill>[a-z-]+), \\+(?<n>\\d+) s'), 'because.without', (g) => ({ ...g, ...skilled(g) })],
  [form('(?<role>volunteer|officer|community-worker|fire|medical|maintenance)'), 'because.role', skilled],
  [form('(?<m>\\d+) m great circle, (?<s>\\d+) s by (?<mode>[a-z-]+)'), 'because.way', (g) => ({ ...g, mode: word('mode', g.mode ?? '') })],
  [form('(?<m>\\d+) m by road, (?<s>\\d+) s by (?<mode>[a-z-]+)'), 'because.road', (g) => ({ ...g, mode: word('mode', g.mode ?? '') })],
  [form('no way by road now, (?<m>\\d+) m great circle'), 'because.cutOff'],
  [form('no way by road any more'), 'because.cutOffNow'],
  [form('(?<s>\\d+) s instead of (?<before>\\d+) s'), 'because.rerouted'],
  [form('(?<s>\\d+) s instead of no way by road'), 'because.openAgain'],
  [form('of unit (?<unit>.+), -(?<n>\\d+) s'), 'because.unit'],
  [form('fix (?<n>\\d+) s old'), 'because.fix'],
  [form('no fix of the last \\d+ s: registered place, \\+\\d+ s'), 'because.noFix'],
];

const CLOSURES: Form[] = [
  [form('closed: (?<what>.*)'), 'closure.closed'],
  [form('open again: (?<what>.*)'), 'closure.open'],
];

/** One line of a timeline. */
export function happeningText(what: string, nameOf: (responder: string) => string): string {
  return said(happenings(nameOf), what) ?? what;
}

/** Why somebody was asked: clauses parted by semicolons. */
export function becauseText(because: string): string {
  return because
    .split('; ')
    .map((clause) => said(REASONS, clause) ?? clause)
    .join(t('because.and'));
}

/** A text in both languages, `中文 / English`, in the language of the page. */
export function eitherLanguage(text: string, chosen: string): string {
  const [first, second, more] = text.split(' / ');
  if (first === undefined || second === undefined || more !== undefined || !/\p{Script=Han}/u.test(first)) {
    return text;
  }
  return chosen === 'zh-CN' ? first : second;
}

export function ruleText(rule: string): string {
  const named = word('rule', rule);
  return named === rule ? rule : `${rule} ${named}`;
}

function said(forms: readonly Form[], text: string): string | undefined {
  for (const [pattern, key, words] of forms) {
    const groups = pattern.exec(text);
    if (groups) {
      const found = { ...groups.groups };
      return t(key, words ? words(found) : found);
    }
  }
  return undefined;
}

function lasted(groups: Words): Words {
  return { time: durationText(Number(groups.n) * 1000) };
}

function outcome(groups: Words): Words {
  return { ...groups, outcome: word('outcome', groups.outcome ?? '') };
}

/** A way that got longer or shorter, and the closure because of which it did. */
function changed(groups: Words): Words {
  const why = (groups.why ?? '')
    .split('; ')
    .map((clause) => said(CLOSURES, clause) ?? clause)
    .join(t('because.and'));
  return { ...groups, change: said(REASONS, groups.change ?? '') ?? groups.change ?? '', why };
}

function called(groups: Words): Words {
  return { step: word('called', (groups.step ?? '').replaceAll(' ', '-')) };
}

/** As many digits as people compare. */
function shortened(groups: Words): Words {
  return { incident: (groups.incident ?? '').slice(0, 8) };
}

/** With what was said besides. */
function shortenedMore(groups: Words): Words {
  return { ...groups, ...shortened(groups) };
}

function skilled(groups: Words): Words {
  return { role: word('role', groups.role ?? ''), skill: word('skill', groups.skill ?? '') };
}
