package io.citywatch.alerts.http;

import io.citywatch.alerts.registry.ServiceCatalogue;
import java.util.List;

/** The catalogue of services that elderly people may ask for. */
final class ServiceCalls {
    private final ServiceCatalogue catalogue;

    ServiceCalls(ServiceCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The body of the list: all of it, since it is short. */
    record Services(List<ServiceCatalogue.Item> items, List<ServiceCatalogue.Group> groups) {}

    Answer list(Call call) {
        return Answer.ok(new Services(catalogue.items(), catalogue.groups()));
    }
}
