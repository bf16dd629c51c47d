package dev.supercargo.decisions.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.meta.Condition;
import dev.supercargo.meta.Failure;
import dev.supercargo.model.FreightOrigin;
import dev.supercargo.model.StageStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How soon a refused auto-promotion is tried again.
class RetryTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final FreightOrigin ORIGIN = FreightOrigin.warehouse("app");
    private static final String OWN = "promotions is forbidden: User \"system:serviceaccount:kargo:kargo-controller\""
            + " cannot create resource \"promotions\" in API group \"kargo.akuity.io\" in the namespace \"p\"";
    private static final String ADMISSION = "admission webhook denied the request: subjectaccessreviews is forbidden:"
            + " User \"system:serviceaccount:kargo:kargo-webhooks-server\" cannot create resource"
            + " \"subjectaccessreviews\" in API group \"authorization.k8s.io\" at the cluster scope";
    private static final String QUOTA = "promotions is forbidden: exceeded quota: few";

    record Row(String rule, String said, long lastedSeconds, long seconds) {
        @Override
        public String toString() {
            return rule;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                new Row("at first soon", OWN, 0, 2),
                new Row("then after a tenth of the time that it has lasted", OWN, 80, 8),
                new Row("and at last four times a minute; whoever audits its own rights knows sooner", OWN, 3_600, 15),
                new Row("a quota is not asked more often", QUOTA, 3_600, 15),
                new Row("another component's permission: nobody tells when it is back", ADMISSION, 3_600, 3),
                new Row("also at first", ADMISSION, 0, 2));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void waits(Row row) {
        assertThat(Conclusion.patience(List.of(refused(row.said())), lasting(row), NOW))
                .contains(Duration.ofSeconds(row.seconds()));
    }

    @Test
    void nothingIsRepeatedWhereNothingWasRefused() {
        assertThat(Conclusion.patience(List.of(new AutoPromotion.Current(ORIGIN, "f")), StageStatus.EMPTY, NOW))
                .isEmpty();
    }

    private static AutoPromotion refused(String said) {
        return new AutoPromotion.Refused(ORIGIN, "f", Refusal.of(new Failure.Forbidden(said, "create promotions")));
    }

    private static StageStatus lasting(Row row) {
        return StageStatus.EMPTY.withConditions(List.of(new Condition(
                "AutoPromotion",
                "False",
                Refusal.of(new Failure.Forbidden(row.said(), "")).reason(),
                row.said(),
                NOW.minusSeconds(row.lastedSeconds()),
                1)));
    }
}
