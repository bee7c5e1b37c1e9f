import type { VehicleFacts } from '../api/types';
import { t } from '../text/language';
import { Phone } from './elder-file';

/** What a vehicle looks like and whose it is, as rows of a list of facts. */
export function VehicleFactRows({ vehicle }: { vehicle: VehicleFacts }) {
  const { make, colour, owner } = vehicle;
  return (
    <>
      {make && (
        <>
          <dt>{t('vehicle.make')}</dt>
          <dd data-testid="vehicle-make">{make}</dd>
        </>
      )}
      {colour && (
        <>
          <dt>{t('vehicle.colour')}</dt>
          <dd data-testid="vehicle-colour">{colour}</dd>
        </>
      )}
      {owner && (
        <>
          <dt>{t('vehicle.owner')}</dt>
          <dd data-testid="vehicle-owner">
            {owner.name} {owner.phone && <Phone number={owner.phone} />}
            {owner.address && <div class="dim">{owner.address}</div>}
          </dd>
        </>
      )}
    </>
  );
}
