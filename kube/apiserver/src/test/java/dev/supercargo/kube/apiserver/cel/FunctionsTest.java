package dev.supercargo.kube.apiserver.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.kube.apiserver.schema.StructuralSchema;
import dev.supercargo.meta.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FunctionsTest {
    private static final String TRUE = """
            [1, 2, 2].isSorted() && ![2, 1].isSorted() && ['a', 'b'].isSorted() && [].isSorted()
            [1, 2, 3].sum() == 6 && [1.5, 1.5].sum() == 3.0 && [duration('1m'), duration('1s')].sum() == duration('61s')
            [1, 2, 3].min() == 1 && [1, 2, 3].max() == 3 && ['b', 'a'].min() == 'a'
            [1, 2, 1].indexOf(1) == 0 && [1, 2, 1].lastIndexOf(1) == 2 && [1].indexOf(5) == -1
            'abcabc'.indexOf('b') == 1 && 'abcabc'.lastIndexOf('b') == 4
            'abc 123'.find('[0-9]+') == '123' && 'abc'.find('[0-9]+') == ''
            '123 abc 456'.findAll('[0-9]+') == ['123', '456'] && '1 2 3'.findAll('[0-9]', 2) == ['1', '2']
            url('https://u@h.test:80/a%20b?x=1&x=2&y').getScheme() == 'https'
            url('https://u@h.test:80/a').getHost() == 'h.test:80' && url('https://h.test:80/').getHostname() == 'h.test'
            url('https://[::1]:80/').getPort() == '80' && url('https://[::1]:80/').getHostname() == '::1'
            url('/a%20b').getEscapedPath() == '/a%20b' && url('https://h/?x=1&x=2').getQuery() == {'x': ['1', '2']}
            isURL('https://a') && isURL('/a') && !isURL('a/b') && !isURL('https://a:b c')
            quantity('1Gi') == quantity('1024Mi') && quantity('1500m').isGreaterThan(quantity('1'))
            quantity('1').add(quantity('500m')) == quantity('1.5') && quantity('2').sub(1).asInteger() == 1
            isQuantity('1.3Mi') && !isQuantity('200Q') && !isQuantity('x') && quantity('-5').sign() == -1
            quantity('50k').compareTo(quantity('50000')) == 0 && quantity('1.5').asApproximateFloat() == 1.5
            isIP('1.2.3.4') && isIP('::1') && !isIP('1.2.3') && !isIP('010.0.0.1')
            ip('127.0.0.1').family() == 4 && ip('::1').family() == 6 && ip('127.0.0.1').isLoopback()
            ip.isCanonical('2001:db8::1') && !ip.isCanonical('2001:DB8:0:0:0:0:0:1') && string(ip('::ffff')) == '::ffff'
            ip('0.0.0.0').isUnspecified() && ip('169.254.1.1').isLinkLocalUnicast() && ip('8.8.8.8').isGlobalUnicast()
            cidr('10.0.0.0/8').containsIP('10.1.2.3') && !cidr('10.0.0.0/8').containsIP(ip('11.0.0.1'))
            cidr('10.0.0.0/8').containsCIDR('10.1.0.0/16') && cidr('10.1.2.3/8').masked() == cidr('10.0.0.0/8')
            cidr('10.0.0.0/8').prefixLength() == 8 && cidr('10.0.0.0/8').ip() == ip('10.0.0.0') && !isCIDR('10.0.0.0')
            !format.dns1123Label().validate('ok').hasValue() && format.dns1123Label().validate('No').hasValue()
            format.named('qualifiedName').value().validate('a/b/c').value().size() == 1 && !format.named('x').hasValue()
            semver('1.2.3').isLessThan(semver('1.2.4')) && semver('1.0.0-rc.1').isLessThan(semver('1.0.0'))
            isSemver('1.2.3-a+b') && !isSemver('v1.0') && isSemver('v1.0', true) && semver('v01.1', true).major() == 1
            '%s is %d, %.2f %x %b %%'.format(['a', 5, 1.005, 255, true]) == 'a is 5, 1.00 ff 1 %'
            sets.contains([1, 2], [1]) && sets.intersects([1], [1, 2]) && sets.equivalent([1, 2], [2, 1, 1])
            {'a': 1}.all(k, v, k == 'a' && v == 1) && [1, 2].exists(i, v, i == 1 && v == 2)
            optional.of(1).value() == 1 && optional.none().orValue(2) == 2 && {'a': 1}[?'b'].orValue(3) == 3
            'a,b'.split(',') == ['a', 'b'] && 'AbC'.lowerAscii() == 'abc' && ' a '.trim() == 'a' && ['a', 'b'].join('-') == 'a-b'
            """;

    static Stream<String> truths() {
        return TRUE.lines();
    }

    @ParameterizedTest
    @MethodSource("truths")
    void holds(String expression) {
        assertThat(errors(expression)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'abc'.matches('^b') | rule
            [].min() == 1 | min called on empty list
            quantity('many') == quantity('1') | quantities must match the regular expression
            url('no url').getHost() == '' | URL parse error
            cidr('x').prefixLength() == 1 | network address parse error
            {'a': 1}['b'] == 1 | no such key: b
            [1][5] == 1 | index out of bounds
            1 / 0 == 1 | division by zero
            9223372036854775807 + 1 == 0 | integer overflow
            'a'.find('(') == '' | Illegal regex
            '%d'.format(['a']) == '' | decimal clause can only be used on integers
            """)
    void fails(String expression, String text) {
        assertThat(errors(expression)).singleElement().asString().contains(text);
    }

    private static List<FieldError> errors(String expression) {
        var schema = StructuralSchema.of(
                Map.of("type", "object", "x-kubernetes-validations", List.of(Map.of("rule", expression))));
        return Rules.of(schema).validate(Json.parseObject("{\"apiVersion\":\"v1\"}"));
    }
}
