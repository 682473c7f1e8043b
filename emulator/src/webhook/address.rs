//! Where a webhook is, and which addresses the server takes.

use std::{
    io,
    net::{IpAddr, Ipv4Addr, SocketAddr},
};

use url::{Host, Url};

use super::punycode;
use crate::{
    http::{error::ApiError, params::url_decode},
    world::ids,
};

/// The ports that api.telegram.org delivers to.
const PORTS: [u16; 4] = [443, 80, 88, 8443];

/// Where updates are sent.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Address {
    /// Whether the connection is encrypted.
    pub(crate) tls: bool,
    /// The host's name or address, international names in ASCII.
    pub(crate) host: String,
    pub(crate) port: u16,
    /// Path and query.
    pub(crate) path: String,
    /// The header `Authorization`, of a user and a password in the URL.
    pub(crate) authorization: Option<String>,
    ip: Option<IpAddr>,
}

fn bad(why: &str) -> ApiError {
    ApiError::bad_request(format!("Bad webhook: {why}"))
}

impl Address {
    /// Reads a URL; without a scheme it is `https`. A strict server takes what api.telegram.org
    /// takes, any other also plain HTTP and any port, as a local server does.
    pub(crate) fn parse(text: &str, strict: bool) -> Result<Self, ApiError> {
        let wrong = || ApiError::bad_request("Invalid webhook URL specified");
        let (scheme, rest) = text.split_once("://").unwrap_or(("https", text));
        let (before, host, after) = around_host(rest);
        let host = punycode::ascii(host).ok_or_else(wrong)?;
        let url = Url::parse(&format!("{scheme}://{before}{host}{after}")).map_err(|_| wrong())?;
        let tls = match url.scheme() {
            "https" => true,
            "http" => false,
            _ => return Err(wrong()),
        };
        if strict && !tls {
            return Err(bad("An HTTPS URL must be provided for webhook"));
        }
        let (host, ip) = match url.host().ok_or_else(wrong)? {
            Host::Domain(name) => (name.to_owned(), None),
            Host::Ipv4(ip) => (ip.to_string(), Some(IpAddr::V4(ip))),
            Host::Ipv6(ip) => (format!("[{ip}]"), Some(IpAddr::V6(ip))),
        };
        let port = url.port_or_known_default().ok_or_else(wrong)?;
        if strict && !PORTS.contains(&port) {
            return Err(bad(
                "Webhook can be set up only on ports 80, 88, 443 or 8443",
            ));
        }
        let path = match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        };
        Ok(Self {
            tls,
            host,
            port,
            path,
            authorization: authorization(&url),
            ip,
        })
    }

    /// The header `Host`.
    pub(crate) fn authority(&self) -> String {
        let default = if self.tls { 443 } else { 80 };
        if self.port == default {
            self.host.clone()
        } else {
            format!("{}:{}", self.host, self.port)
        }
    }

    /// The address to connect to, by DNS when the URL has a name; IPv4 is preferred.
    pub(crate) async fn resolve(&self) -> Result<IpAddr, ResolveError> {
        if let Some(ip) = self.ip {
            return Ok(ip);
        }
        let found: Vec<SocketAddr> = tokio::net::lookup_host((self.host.as_str(), self.port))
            .await
            .map_err(ResolveError)?
            .collect();
        let best = found.iter().find(|address| address.is_ipv4());
        best.or(found.first())
            .map(SocketAddr::ip)
            .ok_or_else(|| ResolveError(io::ErrorKind::NotFound.into()))
    }
}

/// A host that has no address.
#[derive(Debug)]
pub(crate) struct ResolveError(io::Error);

impl ResolveError {
    /// The server's words, whatever the system says.
    pub(crate) fn message(&self) -> String {
        tracing::debug!(error = %self.0, "a webhook's host was not found");
        "Failed to resolve host: Name or service not known".into()
    }
}

impl ResolveError {
    /// What setWebhook answers.
    pub(crate) fn refusal(&self) -> ApiError {
        bad(&self.message())
    }
}

/// What a strict server thinks of the address of a host.
pub(crate) fn check_ip(ip: IpAddr) -> Result<(), ApiError> {
    match ip {
        IpAddr::V6(_) => Err(bad("IPv6-only addresses are not allowed")),
        IpAddr::V4(ip) if is_reserved(ip) => Err(bad(&format!("IP address {ip} is reserved"))),
        IpAddr::V4(_) => Ok(()),
    }
}

/// Addresses that no public host has, as the registry of special addresses lists them.
fn is_reserved(ip: Ipv4Addr) -> bool {
    let [first, second, third, _] = ip.octets();
    ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_documentation()
        || first == 0
        || first >= 224
        || (first == 100 && (64..128).contains(&second))
        || (first == 192 && second == 0 && third == 0)
        || (first == 198 && (second == 18 || second == 19))
}

/// What is before the host's name in a URL without scheme, the name, and what is after it.
fn around_host(text: &str) -> (&str, &str, &str) {
    let authority = text.find(['/', '?', '#']).unwrap_or(text.len());
    let start = text[..authority].rfind('@').map_or(0, |at| at + 1);
    let length = text[start..authority].rfind(':');
    let end = length.map_or(authority, |length| start + length);
    (&text[..start], &text[start..end], &text[end..])
}

fn authorization(url: &Url) -> Option<String> {
    if url.username().is_empty() && url.password().is_none() {
        return None;
    }
    let decode = |text: &str| url_decode(text.as_bytes(), false).unwrap_or_default();
    let user = decode(url.username());
    let password = decode(url.password().unwrap_or_default());
    let mut code = ids::base64url(format!("{user}:{password}").as_bytes())
        .replace('-', "+")
        .replace('_', "/");
    while !code.len().is_multiple_of(4) {
        code.push('=');
    }
    Some(format!("Basic {code}"))
}

#[cfg(test)]
mod tests {
    use super::{Address, check_ip};

    fn parsed(url: &str) -> Address {
        Address::parse(url, false).expect("a good URL")
    }

    fn refused(url: &str, strict: bool) -> String {
        Address::parse(url, strict)
            .expect_err("a bad URL")
            .description()
    }

    /// server-behaviour, setWebhook: "URL: scheme optional", "IDN is punycoded".
    #[test]
    fn urls_are_read() {
        let address = parsed("example.com/hook?x=1");
        assert!(address.tls);
        assert_eq!((address.port, address.path.as_str()), (443, "/hook?x=1"));
        assert_eq!(address.authority(), "example.com");
        assert_eq!(parsed("https://пример.рф/").host, "xn--e1afmkfd.xn--p1ai");
        assert_eq!(parsed("http://localhost:90").authority(), "localhost:90");
        assert_eq!(parsed("http://[::1]:90/").authority(), "[::1]:90");
    }

    /// server-behaviour, setWebhook: "`user:pass@` in the URL becomes `Authorization: Basic`".
    #[test]
    fn a_password_becomes_a_header() {
        assert_eq!(parsed("https://example.com/").authorization, None);
        let address = parsed("https://ann:p%40ss@example.com/");
        // "ann:p@ss"
        assert_eq!(address.authorization.as_deref(), Some("Basic YW5uOnBAc3M="));
    }

    /// server-behaviour, setWebhook: the rules of a server that is not local.
    #[test]
    fn a_strict_server_wants_https_and_four_ports() {
        assert_eq!(
            refused("http://example.com", true),
            "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
        );
        assert_eq!(
            refused("https://example.com:8080", true),
            "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"
        );
        for port in [80, 88, 443, 8443] {
            let url = format!("https://example.com:{port}");
            assert!(Address::parse(&url, true).is_ok());
        }
        for wrong in ["ftp://example.com", "https://", "https://a b/", "x://y"] {
            assert_eq!(
                refused(wrong, false),
                "Bad Request: invalid webhook URL specified",
                "{wrong}"
            );
        }
    }

    /// server-behaviour, setWebhook: "IPv4 only", "no private range".
    #[test]
    fn a_strict_server_wants_public_addresses() {
        for reserved in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.0.1",
            "169.254.1.1",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "198.18.0.1",
        ] {
            let error = check_ip(reserved.parse().unwrap()).unwrap_err();
            assert_eq!(
                error.description(),
                format!("Bad Request: bad webhook: IP address {reserved} is reserved")
            );
        }
        assert_eq!(
            check_ip("2001:db8::1".parse().unwrap())
                .unwrap_err()
                .description(),
            "Bad Request: bad webhook: IPv6-only addresses are not allowed"
        );
        assert!(check_ip("93.184.216.34".parse().unwrap()).is_ok());
    }
}
