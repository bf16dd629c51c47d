package dev.supercargo.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;

/// Addresses that only this machine can reach. Clouds keep the credentials of machines there, so that nobody's request
/// may be sent to them unasked.
public final class LinkLocal {
    private LinkLocal() {}

    /// Whether one of the addresses of a host is such an address.
    public static boolean includes(String host) throws UnknownHostException {
        return Stream.of(InetAddress.getAllByName(host)).anyMatch(InetAddress::isLinkLocalAddress);
    }
}
