package io.citywatch.standalone.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.alerts.access.AccountConfig;
import io.citywatch.alerts.access.Role;
import io.citywatch.model.json.Json;
import io.citywatch.standalone.config.StartFailure;
import io.citywatch.standalone.platform.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * The demo's sign-ins: random, made once for each data folder, kept in it, readable by its owner alone.
 *
 * @param admin may do everything
 * @param operator of the call centre
 * @param police officer at a desk
 * @param simulatedOperator the city's own operator, who closes what nobody else does
 * @param simulatedPolice the city's own police, who report thefts
 */
record DemoAccounts(
        Account admin, Account operator, Account police, Account simulatedOperator, Account simulatedPolice) {
    private static final String FILE = "accounts.json";
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int PASSWORD_LETTERS = 12;
    private static final int TOKEN_BYTES = 32;

    /** One sign-in: a password for people and a token for programs. */
    record Account(String name, Role role, String password, String token) {
        AccountConfig config() {
            return new AccountConfig(name, role, password, token);
        }
    }

    static DemoAccounts in(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            if (Files.exists(file)) {
                return Json.read(completed(file), DemoAccounts.class).fold(accounts -> accounts, reason -> {
                    throw new StartFailure(
                            file + ": " + reason + " (expected: what an earlier demo wrote; --fresh starts anew)");
                });
            }
            DemoAccounts accounts = make(new SecureRandom());
            OwnerOnly.write(file, Json.write(accounts));
            return accounts;
        } catch (IOException e) {
            throw new StartFailure(file + ": " + e.getMessage(), e);
        }
    }

    /** What an earlier version wrote knows no police of the city's own. */
    private static byte[] completed(Path file) throws IOException {
        byte[] written = Files.readAllBytes(file);
        if (Json.mapper().readTree(written) instanceof ObjectNode accounts && !accounts.has("simulatedPolice")) {
            accounts.set(
                    "simulatedPolice",
                    Json.mapper().valueToTree(account("simulated-police", Role.POLICE, new SecureRandom())));
            OwnerOnly.write(file, Json.write(accounts));
            return Json.write(accounts);
        }
        return written;
    }

    private static DemoAccounts make(SecureRandom random) {
        return new DemoAccounts(
                account("admin", Role.ADMIN, random),
                account("operator", Role.OPERATOR, random),
                account("police", Role.POLICE, random),
                account("simulated-operator", Role.OPERATOR, random),
                account("simulated-police", Role.POLICE, random));
    }

    private static Account account(String name, Role role, SecureRandom random) {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < PASSWORD_LETTERS; i++) {
            password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        return new Account(
                name,
                role,
                password.toString(),
                Base64.getUrlEncoder().withoutPadding().encodeToString(token));
    }

    List<AccountConfig> configs() {
        return List.of(
                admin.config(),
                operator.config(),
                police.config(),
                simulatedOperator.config(),
                simulatedPolice.config());
    }

    /** Names only: a record's own text would hold the passwords. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "DemoAccounts[%s, %s, %s]", admin.name, operator.name, police.name);
    }
}
