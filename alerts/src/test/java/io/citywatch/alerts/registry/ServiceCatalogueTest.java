package io.citywatch.alerts.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The list of services is fixed: terminals in the field send its codes. */
class ServiceCatalogueTest {
    private final ServiceCatalogue catalogue = ServiceCatalogue.standard();

    @Test
    void hasEighteenGroupsAndAHundredAndSeventyServices() {
        assertThat(catalogue.groups()).hasSize(18);
        assertThat(catalogue.items()).hasSize(170);
    }

    @Test
    void everyServiceHasACodeOfItsGroupAndAnyTwoDiffer() {
        assertThat(catalogue.items()).extracting(ServiceCatalogue.Item::code).doesNotHaveDuplicates();
        assertThat(catalogue.items()).extracting(ServiceCatalogue.Item::zh).doesNotHaveDuplicates();
        assertThat(catalogue.items()).extracting(ServiceCatalogue.Item::en).doesNotHaveDuplicates();
        assertThat(catalogue.items()).allSatisfy(item -> {
            assertThat(item.code()).matches(item.group() + "\\.[0-9]{2}");
            assertThat(item.zh()).isNotBlank();
            assertThat(item.en()).isNotBlank();
        });
        assertThat(catalogue.items().stream().map(ServiceCatalogue.Item::group).distinct())
                .containsExactlyElementsOf(catalogue.groups().stream()
                        .map(ServiceCatalogue.Group::code)
                        .toList());
    }

    @Test
    void findsAServiceByTheCodeOfATerminal() {
        assertThat(catalogue.find("04.12"))
                .contains(new ServiceCatalogue.Item("04.12", "04", "协助进食", "Help with eating"));
        assertThat(catalogue.find("99.01")).isEmpty();
    }
}
