import { useEffect, useRef } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { language, t } from '../text/language';
import type { CityMap } from './city-map';
import './map.css';

interface Props {
  label: string;
  /** A picture: no dragging, no zooming. */
  still?: boolean;
  /** Called once with the map; what it returns is called when the map goes. */
  onMap: (map: CityMap) => (() => void) | void;
}

/** A map, or a sentence where the browser cannot draw one: the page works without. */
export function MapView({ label, still = false, onMap }: Props) {
  const canvas = useRef<HTMLDivElement>(null);
  const missing = useSignal(false);

  useEffect(() => {
    const undo: (() => void)[] = [];
    let gone = false;
    // Loaded apart: the map's code is large, and an alarm must not wait for it.
    import('./city-map')
      .then(({ createCityMap }) => {
        if (gone) {
          return;
        }
        const map = createCityMap(canvas.current!, language.peek(), still);
        const undoOwner = onMap(map);
        undo.push(language.subscribe((chosen) => map.setLanguage(chosen)), () => undoOwner?.(), map.remove);
      })
      .catch(() => {
        missing.value = true;
      });
    return () => {
      gone = true;
      undo.forEach((step) => step());
    };
  }, []);

  return (
    <section class="map" aria-label={label}>
      <div class="map-canvas" ref={canvas} data-testid="map" />
      {missing.value && <p class="map-missing">{t('map.missing')}</p>}
    </section>
  );
}
