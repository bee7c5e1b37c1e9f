package io.citywatch.alerts.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The accounts that there are at a start: those that the configuration names, or a first administrator. */
public final class Accounts {
    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
    private static final String FIRST = "admin";

    private Accounts() {}

    /**
     * @param adminPasswordFile where the password of a first administrator is left, readable by its owner alone
     */
    public static void prepare(Access access, List<AccountConfig> configured, Path adminPasswordFile) {
        configured.forEach(access::save);
        if (access.hasAccounts()) {
            return;
        }
        String password = access.newToken().secret();
        // The file first: an account whose password nobody knows could never be used.
        write(adminPasswordFile, password);
        access.save(new AccountConfig(FIRST, Role.ADMIN, password, null));
        LOG.info("created the account '{}'; its password is in {}", FIRST, adminPasswordFile.toAbsolutePath());
    }

    private static void write(Path file, String password) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.deleteIfExists(file);
            try (var channel = Files.newByteChannel(
                    file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())) {
                channel.write(StandardCharsets.UTF_8.encode(password + "\n"));
            }
        } catch (FileAlreadyExistsException e) {
            throw new UncheckedIOException(file + ": somebody else writes it (expected: a file of our own)", e);
        } catch (IOException e) {
            throw new UncheckedIOException("the first administrator's password cannot be written to " + file, e);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
