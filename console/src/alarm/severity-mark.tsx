import type { Severity } from '../api/types';
import { t } from '../text/language';
import './severity-mark.css';

/** A shape for each severity, so that it is told apart without its colour. */
export const SHAPES: Record<Severity, { path: string; textY: number }> = {
  P1: { path: 'M8 1.5h8L22.5 8v8L16 22.5H8L1.5 16V8z', textY: 15.2 },
  P2: { path: 'M12 1.5 23 21.5H1z', textY: 18.2 },
  P3: { path: 'M12 1 23 12 12 23 1 12z', textY: 15.2 },
  P4: { path: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20z', textY: 15.2 },
};

export function SeverityMark({ severity }: { severity: Severity }) {
  const shape = SHAPES[severity] ?? SHAPES.P4;
  return (
    <svg class="severity-mark" data-severity={severity} viewBox="0 0 24 24" role="img" aria-label={severityText(severity)}>
      <path d={shape.path} />
      <text x="12" y={shape.textY} aria-hidden="true">
        {severity}
      </text>
    </svg>
  );
}

export function severityText(severity: Severity): string {
  return t(`severity.${severity}`);
}
