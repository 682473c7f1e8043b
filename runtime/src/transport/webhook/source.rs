//! Where deliveries may come from.

use std::net::{IpAddr, Ipv4Addr};

use http::HeaderMap;

/// The networks that deliveries may come from, and the proxies in front of the bot that are believed when
/// they say where a request came from.
///
/// The secret already tells deliveries from everything else; this is one more wall for who wants it.
///
/// ```
/// use std::net::Ipv4Addr;
/// use botwright::transport::webhook::Sources;
///
/// // One reverse proxy of ours stands in front of the bot.
/// let sources = Sources::telegram().behind_proxies(1);
/// // Another Bot API server, in a network of its own.
/// let own = Sources::none().network(Ipv4Addr::new(10, 0, 0, 0), 8);
/// # let _ = (sources, own);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sources {
    networks: Vec<(IpAddr, u8)>,
    proxies: usize,
}

impl Sources {
    /// No network at all: the beginning of a list of one's own.
    pub fn none() -> Self {
        Self {
            networks: Vec::new(),
            proxies: 0,
        }
    }

    /// The networks of the official server
    /// ([the guide to webhooks](https://core.telegram.org/bots/webhooks#the-short-version)).
    pub fn telegram() -> Self {
        Self::none()
            .network(Ipv4Addr::new(149, 154, 160, 0), 20)
            .network(Ipv4Addr::new(91, 108, 4, 0), 22)
    }

    /// Adds a network: an address of it, and how many leading bits all its addresses share.
    pub fn network(mut self, address: impl Into<IpAddr>, bits: u8) -> Self {
        self.networks.push((address.into(), bits));
        self
    }

    /// How many proxies of one's own every request passes. Each adds the address it got the request from to
    /// `X-Forwarded-For`, at the right end; what stands left of those can be made up by anybody. Default: 0,
    /// and the header is not looked at.
    pub fn behind_proxies(mut self, count: usize) -> Self {
        self.proxies = count;
        self
    }

    /// Whether a request may come in that `peer` has connected for; a Unix socket has no address.
    pub(super) fn allow(&self, peer: Option<IpAddr>, headers: &HeaderMap) -> bool {
        let source = match self.proxies {
            0 => peer,
            count => forwarded(headers, count),
        };
        source.is_some_and(|source| {
            let source = source.to_canonical();
            let mut networks = self.networks.iter();
            networks.any(|&(network, bits)| contains(network, bits, source))
        })
    }
}

/// The address that the outermost of our proxies saw.
fn forwarded(headers: &HeaderMap, proxies: usize) -> Option<IpAddr> {
    let mut hops = Vec::new();
    for value in headers.get_all("x-forwarded-for") {
        hops.extend(value.as_bytes().split(|&byte| byte == b','));
    }
    let hop = hops.get(hops.len().checked_sub(proxies)?)?;
    std::str::from_utf8(hop).ok()?.trim().parse().ok()
}

fn contains(network: IpAddr, bits: u8, address: IpAddr) -> bool {
    match (network, address) {
        (IpAddr::V4(network), IpAddr::V4(address)) => {
            let shift = 32_u32.saturating_sub(bits.into());
            let cut = |ip: Ipv4Addr| u64::from(u32::from(ip)) >> shift;
            cut(network) == cut(address)
        }
        (IpAddr::V6(network), IpAddr::V6(address)) => {
            let shift = 128_u32.saturating_sub(bits.into());
            let cut = |ip: u128| ip.checked_shr(shift).unwrap_or_default();
            cut(network.into()) == cut(address.into())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forwarded_for(values: &[&'static str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append("x-forwarded-for", value.parse().expect("a header"));
        }
        headers
    }

    #[test]
    fn networks_end_where_their_bits_say() {
        let sources = Sources::telegram();
        let allowed = |ip: &str| sources.allow(ip.parse().ok(), &HeaderMap::new());
        for inside in [
            "149.154.160.0",
            "149.154.175.255",
            "91.108.7.255",
            "::ffff:91.108.4.1",
        ] {
            assert!(allowed(inside), "{inside}");
        }
        for outside in [
            "149.154.176.0",
            "149.154.159.255",
            "91.108.8.0",
            "2001:db8::1",
        ] {
            assert!(!allowed(outside), "{outside}");
        }
        assert!(!sources.allow(None, &HeaderMap::new()));
        let all = Sources::none().network(Ipv4Addr::UNSPECIFIED, 0);
        assert!(all.allow("8.8.8.8".parse().ok(), &HeaderMap::new()));
    }

    #[test]
    fn the_header_counts_only_behind_proxies_and_from_the_right() {
        let peer = "10.0.0.1".parse().ok();
        let forged = forwarded_for(&["149.154.167.1"]);
        assert!(!Sources::telegram().allow(peer, &forged));
        let one = Sources::telegram().behind_proxies(1);
        assert!(one.allow(peer, &forged));
        assert!(!one.allow(peer, &forwarded_for(&["149.154.167.1, 6.6.6.6"])));
        assert!(!one.allow(peer, &HeaderMap::new()));
        let two = Sources::telegram().behind_proxies(2);
        assert!(two.allow(
            peer,
            &forwarded_for(&["6.6.6.6", "149.154.167.1 , 10.0.0.2"])
        ));
        assert!(!two.allow(peer, &forged), "a proxy is missing");
        assert!(!one.allow(peer, &forwarded_for(&["rubbish"])));
    }
}
