import type { Vehicle } from '../api/things';
import { VehicleFactRows } from '../operator/vehicle-fact-rows';
import { t } from '../text/language';
import type { PoliceStore } from './store';

/** What the vehicle looks like, whose it is, and its guard. */
export function VehiclePanel({ store, vehicle }: { store: PoliceStore; vehicle: Vehicle }) {
  const guarded = vehicle.guard === true;
  return (
    <section aria-labelledby="vehicle-title" data-testid="vehicle-facts">
      <h3 id="vehicle-title">{t('vehicle.title')}</h3>
      <dl class="facts">
        <VehicleFactRows vehicle={vehicle} />
        <dt>{t('vehicle.tag')}</dt>
        <dd class="number">{vehicle.tag}</dd>
        {vehicle.homeReader && (
          <>
            <dt>{t('vehicle.homeReader')}</dt>
            <dd>{vehicle.homeReader}</dd>
          </>
        )}
      </dl>
      <button
        type="button"
        class="guard-switch"
        role="switch"
        data-testid="guard-switch"
        aria-checked={guarded}
        onClick={() => void store.setGuard(vehicle.plate, !guarded)}
      >
        {t(guarded ? 'vehicle.guardOn' : 'vehicle.guardOff')}
      </button>
    </section>
  );
}
