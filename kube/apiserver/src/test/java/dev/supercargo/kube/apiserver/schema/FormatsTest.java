package dev.supercargo.kube.apiserver.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            date-time    | 2026-02-03T10:00:00Z ~ 2026-02-03t10:00:00.123456789z ~ 2024-02-29T00:00:00+02:00 | 2026-02-30T00:00:00Z ~ 2026-02-03 ~ 2026-02-03 10:00:00Z ~ 2026-02-03T24:00:00Z ~ 2026-02-03T10:00:60Z ~ 2026-02-03T10:00:00
            date         | 2026-02-03                         | 2026-13-01 ~ 2026-2-3 ~ 2026-02-30
            duration     | 1h30m ~ 1h1ns ~ P1D ~ -1s ~ 1.5h ~ 3 days | 10 ~ 5 parsecs ~ P ~ PT
            email        | bot@localhost ~ Bot <bot@example.com> ~ "a b"@x ~ a+b@c.de | bot ~ @x ~ a@ ~ a b@c ~ a@b..c
            ipv4         | 1.2.3.4 ~ 010.0.0.1                | 1.2.3 ~ 1.2.3.256 ~ ::1
            ipv6         | ::1 ~ 2001:db8::1 ~ ::ffff:1.2.3.4 ~ 1:2:3:4:5:6:7:8 | 1.2.3.4 ~ 1::2::3 ~ 1:2:3 ~ g::1
            cidr         | 10.0.0.0/8 ~ ::/0                  | 10.0.0.0 ~ 10.0.0.0/33 ~ x/8
            mac          | 00:11:22:33:44:55 ~ 00-11-22-33-44-55 | 00:11:22:33:44 ~ zz:11:22:33:44:55
            uuid         | 123e4567-e89b-12d3-a456-426614174000 | 123e4567
            uuid4        | 123e4567-e89b-42d3-a456-426614174000 | 123e4567-e89b-12d3-a456-426614174000
            hostname     | a.b-c ~ localhost                  | -a ~ a..b ~ a_b
            uri          | https://a.b/c ~ /path              | no ~ %zz
            byte         | YQ== ~ YWI=                        | YQ ~ %%
            hexcolor     | #fff ~ 00ff00                      | #ff ~ ggg
            rgbcolor     | rgb(0, 10,255)                     | rgb(1,2) ~ rgb(1,2,256)
            isbn         | 978-3-16-148410-0 ~ 0-306-40615-2  | 978-3-16-148410-1
            creditcard   | 4111 1111 1111 1111                | 4111 1111 1111 1112
            ssn          | 123-45-6789                        | 123-45-678
            bsonobjectid | 507f1f77bcf86cd799439011           | 507f
            """)
    void accepts(String format, String good, String bad) {
        assertThat(Arrays.stream(good.split(" ~ ", -1))).as(format).allMatch(text -> Formats.accepts(format, text));
        assertThat(Arrays.stream(bad.split(" ~ ", -1))).as(format).noneMatch(text -> Formats.accepts(format, text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1      | 1
            1000m  | 1
            1500m  | 1500m
            0.5    | 500m
            1000   | 1k
            1024Ki | 1Mi
            0.5Gi  | 512Mi
            1e3    | 1e3
            100M   | 100M
            512    | 512
            0      | 0
            1Ki    | 1Ki
            """)
    void quantitiesHaveOneForm(String text, String canonical) {
        assertThat(Quantity.parse(text)).hasToString(canonical);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            subdomain  | a.b-c       | true
            subdomain  | A           | false
            subdomain  | a..b        | false
            label      | a-b         | true
            label      | a.b         | false
            label1035  | 1a          | false
            qualified  | x.y/A_b.c   | true
            qualified  | x/y/z       | false
            qualified  | /a          | false
            labelValue | A.b_c-d     | true
            labelValue | -x          | false
            configKey  | A_b.c-d     | true
            configKey  | ..          | false
            configKey  | a b         | false
            segment    | Any_Thing:x | true
            segment    | a/b         | false
            """)
    void names(String kind, String name, boolean fits) {
        var problems = switch (kind) {
            case "subdomain" -> Names.subdomain(name);
            case "label" -> Names.label(name);
            case "label1035" -> Names.label1035(name);
            case "qualified" -> Names.qualified(name);
            case "labelValue" -> Names.labelValue(name);
            case "configKey" -> Names.configKey(name);
            default -> Names.pathSegment(name);
        };
        assertThat(problems.isEmpty()).as("%s", problems).isEqualTo(fits);
    }
}
