package io.citywatch.standalone.score;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a score comes to, as the contract has it.
 *
 * @param days that were scored
 * @param noise how many times as much of it as usual
 * @param rules by their ids
 * @param nextReaderMoments how often a thief was read where ways part; absent if never, as the next two
 * @param nextReaderTop3 share of these whose next reader was among the three likeliest
 * @param nextReaderTop3Baseline the same by frequency alone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScoreReport(
        long seed,
        int days,
        int warmUpDays,
        double noise,
        long messages,
        double seconds,
        Map<String, RuleScore> rules,
        @Nullable Integer nextReaderMoments,
        @Nullable Double nextReaderTop3,
        @Nullable Double nextReaderTop3Baseline) {
    /**
     * One rule.
     *
     * @param truth how many times its condition held
     * @param detected how many of them it raised
     * @param raised how often it raised at all, repeats of one message left out
     * @param nearMissesRaised how many of the near misses it fell for
     * @param recall absent without a truth
     * @param precision absent if it raised nothing that could be right or wrong
     * @param delayMillis from the moment the condition held; absent if nothing was found
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RuleScore(
            int truth,
            int nearMisses,
            int detected,
            int raised,
            int nearMissesRaised,
            @Nullable Double recall,
            @Nullable Double precision,
            double falsePerDay,
            @Nullable Delay delayMillis) {}

    /** How late. */
    public record Delay(long p50, long p99) {
        /** @param sorted not empty */
        static Delay of(List<Long> sorted) {
            return new Delay(quantile(sorted, 0.5), quantile(sorted, 0.99));
        }

        private static long quantile(List<Long> sorted, double share) {
            return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
        }
    }
}
