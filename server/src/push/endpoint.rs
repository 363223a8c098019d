//! The allowed push services: those of the browsers, and others that the operator allows. Phones name their endpoints,
//! so without this list they could send the server anywhere.

use std::net::IpAddr;

use url::{Host, Url};

use super::resolver::is_public;

/// Hosts of the browsers' push services; a leading dot includes all subdomains.
const SERVICES: [&str; 4] =
    ["fcm.googleapis.com", ".push.services.mozilla.com", ".push.apple.com", ".notify.windows.com"];
/// The longest stored endpoint.
const LONGEST: usize = 1000;

/// An origin that the operator allows, such as `https://push.example.org`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    text: String,
    private: bool,
    name: Option<String>,
}

impl Origin {
    /// Parses `https://HOST[:PORT]`, or `http` on this machine. `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let url = Url::parse(text).ok()?;
        let (private, name) = match url.host()? {
            Host::Domain(name) => (is_local_name(name), Some(name.to_owned())),
            Host::Ipv4(ip) => (!is_public(IpAddr::V4(ip)), None),
            Host::Ipv6(ip) => (!is_public(IpAddr::V6(ip)), None),
        };
        let scheme = url.scheme() == "https" || url.scheme() == "http" && private;
        let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
        (scheme && bare).then(|| Self { text: url.origin().ascii_serialization(), private, name })
    }

    /// `true` if it is on this machine or a private network.
    pub const fn is_private(&self) -> bool {
        self.private
    }
}

fn is_local_name(name: &str) -> bool {
    name == "localhost" || name.ends_with(".localhost")
}

/// The allowed push services of one server.
#[derive(Clone, Debug, Default)]
pub struct Allowed {
    more: Vec<Origin>,
    /// The server listens on loopback only, so names may resolve to private addresses.
    own_machine: bool,
}

impl Allowed {
    pub const fn new(more: Vec<Origin>, own_machine: bool) -> Self {
        Self { more, own_machine }
    }

    /// The origin of an allowed endpoint. `None` if it is not allowed.
    pub fn origin(&self, endpoint: &str) -> Option<String> {
        if endpoint.len() > LONGEST || !endpoint.bytes().all(|b| b.is_ascii_graphic()) || endpoint.contains('\\') {
            return None;
        }
        let url = Url::parse(endpoint).ok()?;
        if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
            return None;
        }
        let origin = url.origin().ascii_serialization();
        if self.more.iter().any(|more| more.text == origin) {
            return Some(origin);
        }
        let Host::Domain(name) = url.host()? else { return None };
        let known = SERVICES.iter().any(|service| match service.strip_prefix('.') {
            Some(_) => name.ends_with(service),
            None => name == *service,
        });
        (known && url.scheme() == "https" && url.port().is_none()).then_some(origin)
    }

    /// `true` if a name may resolve to a private address: one that the operator allowed on a loopback server.
    pub fn may_be_private(&self, name: &str) -> bool {
        self.own_machine && self.more.iter().any(|more| more.name.as_deref() == Some(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browsers_services_are_allowed_and_what_only_looks_like_them_is_not() {
        let allowed = Allowed::default();
        for endpoint in [
            "https://fcm.googleapis.com/fcm/send/abc:def",
            "https://updates.push.services.mozilla.com/wpush/v2/abc",
            "https://web.push.apple.com/QABC",
            "https://wns2-par02p.notify.windows.com/w/?token=abc",
        ] {
            assert!(allowed.origin(endpoint).is_some(), "{endpoint}");
        }
        for endpoint in [
            "",
            "*",
            "example.com",
            "http://fcm.googleapis.com/fcm/send/abc",
            "https://fcm.googleapis.com:8443/fcm",
            "https://fcm.googleapis.com.example.org/",
            "https://fcm.googleapis.com./fcm/send/abc",
            "https://evilfcm.googleapis.com/",
            "https://xpush.apple.com/",
            "https://push.apple.com.evil.org/",
            "https://user@web.push.apple.com/",
            "https://web.push.apple.com\\@127.0.0.1/",
            "https://127.0.0.1/",
            "http://127.0.0.1:22/",
            "https://[::1]/",
            "https://2130706433/",
            "https://localhost/",
            "file:///etc/passwd",
            "https://web.push.apple.com/#x",
            "https://web.push.apple.com/a b",
        ] {
            assert_eq!(allowed.origin(endpoint), None, "{endpoint}");
        }
    }

    #[test]
    fn an_operator_allows_whole_origins_and_plain_http_only_at_home() {
        for (text, private) in [
            ("https://push.example.org", Some(false)),
            ("https://push.example.org:8443/", Some(false)),
            ("http://127.0.0.1:4000", Some(true)),
            ("https://10.0.0.5", Some(true)),
            ("http://localhost:4000", Some(true)),
            ("http://push.example.org", None),
            ("https://push.example.org/path", None),
            ("ftp://127.0.0.1", None),
            ("push.example.org", None),
        ] {
            assert_eq!(Origin::parse(text).map(|origin| origin.is_private()), private, "{text}");
        }
        let allowed = Allowed::new(Origin::parse("http://127.0.0.1:4000").into_iter().collect(), true);
        assert!(allowed.origin("http://127.0.0.1:4000/wpush/1").is_some());
        assert_eq!(allowed.origin("http://127.0.0.1:4001/wpush/1"), None);
    }
}
