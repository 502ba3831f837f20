import { KeyboardEvent, PointerEvent, useRef, useState } from 'react';
import {
  Freeze,
  IncidentAnswer,
  TimelineLane,
} from '@quarterdeck/plugin-pipelines-common';
import {
  Ellipsis,
  EntityChip,
  formatClock,
  formatDay,
  Icon,
  useNow,
} from '@quarterdeck/plugin-portal-react';
import { deploymentHref } from '../deployments/deploymentText';
import { IncidentBand } from '../incidents/IncidentBand';
import { freezeCovers, LaneGroup } from './laneModel';
import { LaneMark } from './LaneMark';
import { draggedSpan, shareOf, Span, ticksOf } from './timeScale';
import {
  Axis,
  DragBox,
  FreezeBand,
  LaneGrid,
  LaneLabel,
  Track,
} from './timelineStyles';

const percent = (share: number) => `${(share * 100).toFixed(3)}%`;

const bandStyle = (freeze: Freeze, span: Span) => {
  const left = shareOf(Date.parse(freeze.from), span);
  const right = shareOf(Date.parse(freeze.to), span);
  return { left: percent(left), width: percent(right - left) };
};

/** Deployments as marks on one time axis. Drag picks a time; arrows walk the marks. */
export function Lanes(props: {
  groups: readonly LaneGroup[];
  freezes: readonly Freeze[];
  incidents: readonly IncidentAnswer[];
  span: Span;
  onZoom: (span: Span) => void;
}) {
  const { groups, freezes, incidents, span, onZoom } = props;
  const now = useNow();
  const marks = useRef(new Map<string, HTMLAnchorElement>());
  const [drag, setDrag] = useState<{ start: number; end: number }>();
  const ticks = ticksOf(span);
  const flat = groups.flatMap(group => group.lanes.map(({ lane }) => lane));
  const [home, setHome] = useState<string>();
  const first = flat.find(lane => lane.deployments.length > 0);
  const known = flat.some(lane =>
    lane.deployments.some(item => deploymentHref(item) === home),
  );
  const tabStop = known
    ? home
    : first?.deployments[0] && deploymentHref(first.deployments[0]);

  const shareAt = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return box.width === 0
      ? 0
      : Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
  };
  const dragging = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0 || (event.target as Element).closest('a')) return;
      event.currentTarget.setPointerCapture?.(event.pointerId);
      const at = shareAt(event);
      setDrag({ start: at, end: at });
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (drag) setDrag({ ...drag, end: shareAt(event) });
    },
    onPointerUp: () => {
      const picked = drag && draggedSpan(drag.start, drag.end, span);
      setDrag(undefined);
      if (picked) onZoom(picked);
    },
    onPointerCancel: () => setDrag(undefined),
  };

  const go = (target: TimelineLane['deployments'][number] | undefined) => {
    if (!target) return;
    setHome(deploymentHref(target));
    marks.current.get(deploymentHref(target))?.focus();
  };
  const walk =
    (lane: TimelineLane, index: number) =>
    (event: KeyboardEvent<HTMLElement>) => {
      const { key } = event;
      const beside = { ArrowLeft: -1, ArrowRight: 1 }[key];
      const above = { ArrowUp: -1, ArrowDown: 1 }[key];
      if (beside) go(lane.deployments[index + beside]);
      else if (above) {
        const at = Date.parse(lane.deployments[index].startedAt);
        const own = flat.indexOf(lane);
        const rest =
          above > 0 ? flat.slice(own + 1) : flat.slice(0, own).reverse();
        const next = rest.find(item => item.deployments.length > 0);
        const near = next?.deployments
          .map(item => ({
            item,
            gap: Math.abs(Date.parse(item.startedAt) - at),
          }))
          .sort((a, b) => a.gap - b.gap)[0];
        go(near?.item);
      } else return;
      event.preventDefault();
    };

  const of = (entityRef: string) =>
    incidents.filter(incident => incident.entityRef === entityRef);
  // Those of a service lie in its head; others need a lane of their own.
  const heads = new Set(groups.map(group => group.entityRef));
  const loose = incidents.filter(({ entityRef }) => !heads.has(entityRef));
  const bands = (shown: readonly IncidentAnswer[]) =>
    shown.map(incident => (
      <IncidentBand
        key={`${incident.instance} ${incident.externalId}`}
        incident={incident}
        span={span}
        now={now}
      />
    ));
  const grid = ticks.map(tick => (
    <hr
      key={tick.at}
      aria-hidden
      style={{ left: percent(shareOf(tick.at, span)) }}
    />
  ));
  const box = drag && (
    <DragBox
      style={{
        left: percent(Math.min(drag.start, drag.end)),
        width: percent(Math.abs(drag.end - drag.start)),
      }}
    />
  );
  return (
    <LaneGrid role="group" aria-label="Deployments over time">
      <span />
      <Axis aria-hidden>
        {ticks
          .filter(tick => shareOf(tick.at, span) < 0.96)
          .map(tick => (
            <span
              key={tick.at}
              style={{ left: percent(shareOf(tick.at, span)) }}
            >
              {tick.days
                ? formatDay(new Date(tick.at), now)
                : formatClock(new Date(tick.at))}
            </span>
          ))}
      </Axis>
      {freezes.length > 0 && (
        <>
          <LaneLabel data-head>
            <Icon name="lock" size={13} />
            &nbsp;Freezes
          </LaneLabel>
          <Track data-head {...dragging}>
            {grid}
            {freezes.map(freeze => (
              <FreezeBand
                key={freeze.id}
                data-word
                style={bandStyle(freeze, span)}
                title={freeze.reason}
              >
                {freeze.reason}
              </FreezeBand>
            ))}
            {box}
          </Track>
        </>
      )}
      {loose.length > 0 && (
        <>
          <LaneLabel data-head>
            <Icon name="flame" size={13} />
            &nbsp;Incidents
          </LaneLabel>
          <Track data-head {...dragging}>
            {grid}
            {bands(loose)}
            {box}
          </Track>
        </>
      )}
      {groups.map(group => [
        <LaneLabel key={`${group.title} label`} data-head>
          {group.entityRef ? (
            <EntityChip entityRef={group.entityRef} />
          ) : (
            <Ellipsis title={group.title}>{group.title}</Ellipsis>
          )}
        </LaneLabel>,
        <Track key={`${group.title} track`} data-head {...dragging}>
          {grid}
          {group.entityRef && bands(of(group.entityRef))}
          {box}
        </Track>,
        ...group.lanes.flatMap(({ lane, label }) => [
          <LaneLabel key={`${lane.key} label`}>
            <Ellipsis title={label}>{label}</Ellipsis>
          </LaneLabel>,
          <Track key={`${lane.key} track`} {...dragging}>
            {grid}
            {freezes
              .filter(freeze => freezeCovers(freeze, lane))
              .map(freeze => (
                <FreezeBand
                  key={freeze.id}
                  aria-hidden
                  style={bandStyle(freeze, span)}
                />
              ))}
            {lane.deployments.map((item, index) => {
              const href = deploymentHref(item);
              return (
                <LaneMark
                  key={href}
                  item={item}
                  place={label}
                  span={span}
                  now={now}
                  tabIndex={href === tabStop ? 0 : -1}
                  onKeyDown={walk(lane, index)}
                  hold={element => {
                    if (element) marks.current.set(href, element);
                    else marks.current.delete(href);
                  }}
                />
              );
            })}
            {box}
          </Track>,
        ]),
      ])}
    </LaneGrid>
  );
}
