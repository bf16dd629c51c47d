package dev.supercargo.kube.apiserver.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.supercargo.kube.apiserver.schema.IpAddress;
import dev.supercargo.kube.apiserver.schema.IpBlock;
import java.util.List;

/// `ip`, `isIP`, `cidr`, `isCIDR` and what can be asked of addresses and blocks.
final class NetworkFunctions {
    private static final CelType IP = OpaqueType.create("net.IP");
    private static final CelType CIDR = OpaqueType.create("net.CIDR");
    private static final CelType TEXT = SimpleType.STRING;

    private NetworkFunctions() {}

    static void addTo(Library library) {
        library.type(IP, IpAddress.class);
        library.type(CIDR, IpBlock.class);
        addresses(library);
        blocks(library);
    }

    private static void addresses(Library library) {
        library.function("ip", IP, List.of(TEXT), args -> ip(args[0]));
        library.function(
                "isIP",
                SimpleType.BOOL,
                List.of(TEXT),
                args -> IpAddress.parse((String) args[0]).isPresent());
        library.function(
                "ip.isCanonical",
                SimpleType.BOOL,
                List.of(TEXT),
                args -> ip(args[0]).toString().equals(args[0]));
        library.function("string", TEXT, List.of(IP), args -> args[0].toString());
        library.method("family", SimpleType.INT, List.of(IP), args ->
                (long) address(args[0]).family());
        library.method(
                "isUnspecified",
                SimpleType.BOOL,
                List.of(IP),
                args -> address(args[0]).isUnspecified());
        library.method(
                "isLoopback",
                SimpleType.BOOL,
                List.of(IP),
                args -> address(args[0]).isLoopback());
        library.method(
                "isLinkLocalMulticast",
                SimpleType.BOOL,
                List.of(IP),
                args -> address(args[0]).isLinkLocalMulticast());
        library.method(
                "isLinkLocalUnicast",
                SimpleType.BOOL,
                List.of(IP),
                args -> address(args[0]).isLinkLocalUnicast());
        library.method(
                "isGlobalUnicast",
                SimpleType.BOOL,
                List.of(IP),
                args -> address(args[0]).isGlobalUnicast());
    }

    private static void blocks(Library library) {
        library.function("cidr", CIDR, List.of(TEXT), args -> cidr(args[0]));
        library.function(
                "isCIDR",
                SimpleType.BOOL,
                List.of(TEXT),
                args -> IpBlock.parse((String) args[0]).isPresent());
        library.function("string", TEXT, List.of(CIDR), args -> args[0].toString());
        library.method("ip", IP, List.of(CIDR), args -> block(args[0]).address());
        library.method("prefixLength", SimpleType.INT, List.of(CIDR), args ->
                (long) block(args[0]).prefixLength());
        library.method("masked", CIDR, List.of(CIDR), args -> block(args[0]).masked());
        library.method(
                "containsIP",
                SimpleType.BOOL,
                List.of(CIDR, IP),
                args -> block(args[0]).contains(address(args[1])));
        library.method(
                "containsIP",
                SimpleType.BOOL,
                List.of(CIDR, TEXT),
                args -> block(args[0]).contains(ip(args[1])));
        library.method(
                "containsCIDR",
                SimpleType.BOOL,
                List.of(CIDR, CIDR),
                args -> block(args[0]).contains(block(args[1])));
        library.method(
                "containsCIDR",
                SimpleType.BOOL,
                List.of(CIDR, TEXT),
                args -> block(args[0]).contains(cidr(args[1])));
    }

    private static IpAddress address(Object value) {
        return (IpAddress) value;
    }

    private static IpBlock block(Object value) {
        return (IpBlock) value;
    }

    private static IpAddress ip(Object text) {
        return IpAddress.parse((String) text)
                .orElseThrow(
                        () -> new RuleFailure("IP Address \"" + text + "\" parse error during conversion from string"));
    }

    private static IpBlock cidr(Object text) {
        return IpBlock.parse((String) text)
                .orElseThrow(() -> new RuleFailure(
                        "network address parse error during conversion from string: invalid CIDR address: " + text));
    }
}
