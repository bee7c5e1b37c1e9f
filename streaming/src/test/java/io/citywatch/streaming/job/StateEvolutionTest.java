package io.citywatch.streaming.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.tools.ToolProvider;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a record that a step remembers may become in the next release: two releases of one class, each by a class loader
 * of its own, and state of the first read by the second, as Flink does it when it restores.
 */
class StateEvolutionTest {
    private static final String REMEMBERED = "Remembered";
    private static final String BEFORE = "public record Remembered(String tag, long at, Inner last) {"
            + " public record Inner(double lat, int reads) {} }";

    @TempDir
    private Path folder;

    @Test
    void aFieldMayBeAddedAndIsNothingInOldState() throws Exception {
        Restored restored = restore("public record Remembered(String tag, int speed, long at, Inner last, String plate,"
                + " boolean known) { public record Inner(double lat, int reads, Double lon) {} }");

        assertThat(restored.fields()).containsEntry("tag", "E280").containsEntry("at", 17L);
        assertThat(restored.fields()).containsEntry("speed", 0).containsEntry("known", false);
        assertThat(restored.fields()).containsEntry("plate", null);
        assertThat(restored.inner()).containsEntry("reads", 3).containsEntry("lon", null);
    }

    /** Flink 2.3 fills the record's constructor by the old order, and may have no place for what is gone. */
    @Test
    void aFieldMayNotGo() throws Exception {
        assertThat(fault("public record Remembered(String tag, Inner last) {" + " public record Inner(int reads) {} }"))
                .isInstanceOf(ArrayIndexOutOfBoundsException.class);
    }

    @Test
    void aFieldOfAnotherTypeDoesNotFit() throws Exception {
        Restored restored = restore("public record Remembered(String tag, String at, Inner last) {"
                + " public record Inner(double lat, int reads) {} }");

        assertThat(restored.fits()).isFalse();
    }

    @Test
    void aRecordThatRefusesNothingForItsNewFieldDoesNotCome() throws Exception {
        assertThat(fault("public record Remembered(String tag, long at, Inner last, java.util.List<String> more) {"
                        + " public Remembered { more = java.util.List.copyOf(more); }"
                        + " public record Inner(double lat, int reads) {} }"))
                .isNotNull();
    }

    /**
     * What the second release found.
     *
     * @param fits whether Flink takes the state at all
     */
    private record Restored(boolean fits, Map<String, Object> fields, Map<String, Object> inner) {}

    private @Nullable Throwable fault(String after) {
        try {
            Restored restored = restore(after);
            return restored.fits() ? null : new AssertionError("does not fit at all");
        } catch (Exception e) {
            return e;
        }
    }

    private Restored restore(String after) throws Exception {
        Class<?> old = release("before", BEFORE);
        Object inner = old.getClasses()[0].getConstructors()[0].newInstance(23.5, 3);
        Object value = old.getConstructors()[0].newInstance("E280", 17L, inner);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        DataOutputViewStreamWrapper output = new DataOutputViewStreamWrapper(written);
        TypeSerializer<Object> first = serializer(old);
        TypeSerializerSnapshot.writeVersionedSnapshot(output, first.snapshotConfiguration());
        first.serialize(value, output);

        Class<?> next = release("after", after);
        DataInputViewStreamWrapper input =
                new DataInputViewStreamWrapper(new ByteArrayInputStream(written.toByteArray()));
        TypeSerializerSnapshot<Object> snapshot =
                TypeSerializerSnapshot.readVersionedSnapshot(input, next.getClassLoader());
        TypeSerializer<Object> second = serializer(next);
        TypeSerializerSchemaCompatibility<Object> compatibility =
                second.snapshotConfiguration().resolveSchemaCompatibility(snapshot);
        if (compatibility.isIncompatible()) {
            return new Restored(false, Map.of(), Map.of());
        }
        Object read = snapshot.restoreSerializer().deserialize(input);
        // What the state is written with from now on.
        TypeSerializer<Object> from = compatibility.isCompatibleWithReconfiguredSerializer()
                ? compatibility.getReconfiguredSerializer()
                : second;
        Object again = from.copy(read);
        assertThat(again).isEqualTo(read);
        Map<String, Object> fields = fields(again);
        return new Restored(true, fields, fields(Objects.requireNonNull(fields.get("last"))));
    }

    private Class<?> release(String name, String source) throws Exception {
        Path classes = Files.createDirectories(folder.resolve(name));
        Path file = Files.writeString(classes.resolve(REMEMBERED + ".java"), source);
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        List.of("-d", classes.toString(), file.toString()).toArray(String[]::new));
        assertThat(result).as(source).isZero();
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}).loadClass(REMEMBERED);
    }

    @SuppressWarnings("unchecked") // the class is known at run time alone
    private static TypeSerializer<Object> serializer(Class<?> type) {
        return (TypeSerializer<Object>) TypeInformation.of(type).createSerializer(new SerializerConfigImpl());
    }

    private static Map<String, Object> fields(Object value) throws ReflectiveOperationException {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            fields.put(component.getName(), component.getAccessor().invoke(value));
        }
        return fields;
    }
}
