//! The proxies whose `X-Forwarded-For` is trusted.

use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicBool, Ordering};

use axum::http::HeaderMap;
use ipnet::IpNet;

const FORWARDED_FOR: &str = "x-forwarded-for";
const FORWARDED: &str = "forwarded";

/// The trusted proxies.
pub struct Proxies {
    trusted: Vec<IpNet>,
    warned: AtomicBool,
}

impl Proxies {
    pub const fn new(trusted: Vec<IpNet>) -> Self {
        Self { trusted, warned: AtomicBool::new(false) }
    }

    /// `true` the first time that an unknown sender uses `X-Forwarded-For`: the operator has to know, because everyone
    /// behind it counts as one.
    pub fn is_news(&self, socket: IpAddr, headers: &HeaderMap) -> bool {
        let told = headers.contains_key(FORWARDED_FOR) || headers.contains_key(FORWARDED);
        told && !is_trusted(&self.trusted, socket.to_canonical()) && !self.warned.swap(true, Ordering::Relaxed)
    }

    /// From which address a request counts whose socket and headers are these.
    pub fn counted(&self, socket: IpAddr, headers: &HeaderMap) -> IpAddr {
        counted(socket, headers, &self.trusted)
    }
}

fn is_trusted(trusted: &[IpNet], address: IpAddr) -> bool {
    trusted.iter().any(|net| net.contains(&address))
}

/// Law: reading from the right, everything left of the first untrusted address is ignored, because anyone can write it.
/// So is a header with anything but addresses.
fn counted(socket: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let socket = socket.to_canonical();
    if !is_trusted(trusted, socket) {
        return socket;
    }
    let lines: Vec<_> = headers.get_all(FORWARDED_FOR).iter().map(|line| line.to_str().unwrap_or_default()).collect();
    for hop in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
        match address(hop.trim()) {
            Some(hop) if is_trusted(trusted, hop) => {}
            Some(hop) => return hop,
            None => break,
        }
    }
    socket
}

/// Parses an address as proxies write it: bare, in brackets, or with a port.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let found = bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|with_port| with_port.ip()));
    found.map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn told(lines: &[&'static str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED_FOR, HeaderValue::from_static(line));
        }
        headers
    }

    #[test]
    fn only_a_trusted_proxy_says_for_whom_it_asks() {
        let trusted: Vec<IpNet> = vec!["10.0.0.0/8".parse().unwrap(), "2001:db8::1/128".parse().unwrap()];
        let (proxy, stranger) = ("10.0.0.1", "192.0.2.7");
        let cases: &[(&str, &[&'static str], &str)] = &[
            (stranger, &["198.51.100.1"], stranger),
            (proxy, &[], proxy),
            (proxy, &["198.51.100.1"], "198.51.100.1"),
            ("::ffff:10.0.0.1", &["::ffff:198.51.100.1"], "198.51.100.1"),
            ("2001:db8::1", &["2001:db8:1::2"], "2001:db8:1::2"),
            // The sender's own entries are left of what the proxy saw.
            (proxy, &["203.0.113.9, 198.51.100.1"], "198.51.100.1"),
            (proxy, &["203.0.113.9", "198.51.100.1, 10.0.0.2"], "198.51.100.1"),
            (proxy, &["203.0.113.9, nonsense"], proxy),
            (proxy, &["203.0.113.9, "], proxy),
            (proxy, &["10.0.0.3, 10.0.0.2"], proxy),
            (proxy, &["198.51.100.1:4711"], "198.51.100.1"),
            (proxy, &["[2001:db8:1::2]:4711"], "2001:db8:1::2"),
            (proxy, &["[2001:db8:1::2]"], "2001:db8:1::2"),
        ];
        for (socket, lines, wanted) in cases {
            let found = counted(socket.parse().unwrap(), &told(lines), &trusted);
            assert_eq!(found, wanted.parse::<IpAddr>().unwrap(), "{socket} {lines:?}");
        }
        // No proxy is trusted unless the operator names it.
        assert_eq!(counted(proxy.parse().unwrap(), &told(&["198.51.100.1"]), &[]), proxy.parse::<IpAddr>().unwrap());
    }
    #[test]
    fn the_operator_hears_once_of_a_proxy_that_nobody_named() {
        let proxies = Proxies::new(vec!["10.0.0.0/8".parse().unwrap()]);
        let (named, stranger): (IpAddr, IpAddr) = ("10.0.0.1".parse().unwrap(), "192.0.2.7".parse().unwrap());
        let mut standard = HeaderMap::new();
        standard.insert(FORWARDED, HeaderValue::from_static("for=198.51.100.1"));
        assert!(!proxies.is_news(named, &told(&["198.51.100.1"])));
        assert!(!proxies.is_news(stranger, &HeaderMap::new()));
        assert!(proxies.is_news(stranger, &standard));
        assert!(!proxies.is_news(stranger, &told(&["198.51.100.1"])), "once is enough");
    }
}
