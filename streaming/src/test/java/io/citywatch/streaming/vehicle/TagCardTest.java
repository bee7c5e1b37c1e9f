package io.citywatch.streaming.vehicle;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;

/** While a checkpoint is written a step works on copies of cards: what a copy lacks is forgotten. */
final class TagCardTest {
    @Test
    void aCopyHasAllThatStandsOnTheCard() throws ReflectiveOperationException {
        for (Field field : TagCard.class.getFields()) {
            TagCard card = new TagCard();
            field.set(card, something(field.getType()));

            TagCard copy = card.copy();

            assertThat(copy).isNotSameAs(card);
            assertThat(field.get(copy)).as(field.getName()).isNotNull().isEqualTo(field.get(card));
        }
    }

    private static Object something(Class<?> type) throws ReflectiveOperationException {
        if (type == long.class || type == Long.class) {
            return 7L;
        }
        var constructor = type.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        Object[] nothing = new Object[constructor.getParameterCount()];
        for (int i = 0; i < nothing.length; i++) {
            nothing[i] = none(constructor.getParameterTypes()[i]);
        }
        return constructor.newInstance(nothing);
    }

    private static Object none(Class<?> type) {
        return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null;
    }
}
