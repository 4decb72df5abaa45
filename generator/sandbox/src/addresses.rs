//! The addresses by which a sandbox is reached.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};

/// Whether this machine reaches the listener by a loopback address.
pub(super) fn is_by_loopback(bound: SocketAddr) -> bool {
    from_here(bound).ip().is_loopback()
}

/// The address of a listener for programs on this machine: loopback, if it listens at all addresses.
pub(super) fn from_here(bound: SocketAddr) -> SocketAddr {
    let ip = match bound.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, bound.port())
}

/// The address of a listener for other machines; `None` when it listens at a loopback address.
pub(super) fn from_elsewhere(bound: SocketAddr) -> Option<SocketAddr> {
    match bound.ip() {
        ip if ip.is_loopback() => None,
        // Without a network, the unspecified address stays: the user has to know a name or an address.
        ip if ip.is_unspecified() => Some(SocketAddr::new(way_out(ip).unwrap_or(ip), bound.port())),
        _ => Some(bound),
    }
}

/// The addresses that a certificate is for.
pub(super) fn hosts(bound: IpAddr) -> Vec<IpAddr> {
    let addresses = from_elsewhere(SocketAddr::new(bound, 0)).map(|address| address.ip());
    std::iter::once(bound).chain(addresses).collect()
}

/// The address of this machine on the way to others. Nothing is sent: connecting UDP only asks the routing table, here for
/// addresses that are reserved for documentation.
fn way_out(bound: IpAddr) -> Option<IpAddr> {
    let v4 = (IpAddr::from(Ipv4Addr::UNSPECIFIED), IpAddr::from(Ipv4Addr::new(192, 0, 2, 1)));
    let documentation = Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1);
    let v6 = (IpAddr::from(Ipv6Addr::UNSPECIFIED), IpAddr::from(documentation));
    // All addresses of IPv6 are mostly those of IPv4, too.
    let ways = [v4, v6].into_iter().filter(|(own, _)| own.is_ipv4() || bound.is_ipv6());
    ways.filter_map(|(own, other)| {
        let socket = UdpSocket::bind((own, 0)).ok()?;
        socket.connect((other, 9)).ok()?;
        Some(socket.local_addr().ok()?.ip())
    })
    .find(|ip| !ip.is_unspecified() && !ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> SocketAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn each_side_has_an_address_that_can_be_opened() {
        for (bound, here) in [
            ("0.0.0.0:80", "127.0.0.1:80"),
            ("[::]:80", "[::1]:80"),
            ("127.0.0.2:80", "127.0.0.2:80"),
            ("192.0.2.7:80", "192.0.2.7:80"),
        ] {
            assert_eq!(from_here(address(bound)), address(here));
        }
        assert_eq!(from_elsewhere(address("127.0.0.1:80")), None);
        assert_eq!(from_elsewhere(address("[::1]:80")), None);
        assert_eq!(from_elsewhere(address("192.0.2.7:80")), Some(address("192.0.2.7:80")));
        let elsewhere = from_elsewhere(address("0.0.0.0:80")).expect("an address");
        assert!(elsewhere.is_ipv4() && !elsewhere.ip().is_loopback(), "{elsewhere}");
        assert!(is_by_loopback(address("0.0.0.0:80")) && !is_by_loopback(address("192.0.2.7:80")));
    }
}
