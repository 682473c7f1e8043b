//! What Telegram's words about a webhook mean, and what to do.

/// What to do when `setWebhook` is refused with this description.
#[cfg(feature = "webhook")]
pub(crate) fn refused(description: &str) -> &'static str {
    find(REFUSALS, description).unwrap_or(
        "See https://core.telegram.org/bots/webhooks for what Telegram asks of a webhook",
    )
}

/// What a delivery's `last_error_message` means.
pub(crate) fn failed(message: &str) -> Option<&'static str> {
    find(FAILURES, message)
}

fn find(table: &[(&str, &'static str)], text: &str) -> Option<&'static str> {
    let text = text.to_ascii_lowercase();
    let found = table.iter().find(|(words, _)| text.contains(words));
    found.map(|&(_, advice)| advice)
}

/// Parts of descriptions in lower case, and what to do.
#[cfg(feature = "webhook")]
const REFUSALS: &[(&str, &str)] = &[
    (
        "https url must be provided",
        "Telegram delivers to https:// only; a Bot API server of your own with --local takes http://, too",
    ),
    (
        "only on ports",
        "Telegram delivers to the ports 443, 80, 88 and 8443 only: put one of them into the URL, and let \
         a proxy or the firewall lead it to the bot",
    ),
    (
        "failed to resolve host",
        "The host of the URL is not known in the DNS: check its spelling, wait until a new name has \
         spread, or name the address with `Webhook::ip_address`",
    ),
    (
        "ipv6-only",
        "Telegram delivers by IPv4: the host of the URL needs an A record",
    ),
    (
        "is reserved",
        "Telegram cannot reach private addresses. On a machine of your own take updates by polling, or \
         put a tunnel with a public name in front",
    ),
    (
        "certificate",
        "The uploaded certificate must be one file in PEM, at most 3 MiB, made for the host of the URL",
    ),
    (
        "secret token",
        "A secret has 1 to 256 letters, digits, `_` and `-`",
    ),
    (
        "connection refused",
        "Nothing listens at the URL, seen from Telegram: check the proxy, the firewall and the port",
    ),
    (
        "timed out",
        "The URL does not answer, seen from Telegram: check the firewall and the address in the DNS",
    ),
];

/// Parts of `last_error_message` in lower case, and what they mean.
const FAILURES: &[(&str, &str)] = &[
    (
        "webhook: 401",
        "the secret did not fit: another program answers at this URL, another instance has set the webhook \
         with a secret of its own, or a proxy removes the header X-Telegram-Bot-Api-Secret-Token",
    ),
    (
        "webhook: 403",
        "the request came from a network that is not allowed, or a proxy refused it: look at `Sources` and \
         at the number of proxies",
    ),
    (
        "webhook: 404",
        "nothing serves this path: the path of the URL and the one that the proxy passes on must be the same, \
         or be named by `webhook_path`",
    ),
    (
        "webhook: 405",
        "the request was not a POST when it came to the bot: a proxy redirects it",
    ),
    (
        "webhook: 413",
        "a proxy takes only smaller bodies: allow 1 MiB",
    ),
    (
        "webhook: 3",
        "the URL redirects, and Telegram follows no redirects: register the address it leads to",
    ),
    (
        "webhook: 502",
        "the proxy does not reach the bot: is it running, and does the proxy know its port?",
    ),
    (
        "webhook: 503",
        "the bot was stopping, or had too much to do; deliveries come again by themselves",
    ),
    (
        "webhook: 504",
        "the proxy did not wait for the bot's answer: let it wait for 60 s",
    ),
    (
        "certificate verify failed",
        "the certificate is not trusted: a web server must send the chain with the intermediate certificate, \
         and one that you signed yourself must be uploaded (`Tls::self_signed`)",
    ),
    (
        "ssl error",
        "no HTTPS answers at the URL: check that TLS is on at this port, and the certificate's host",
    ),
    (
        "connection refused",
        "nothing listens at the URL: check the proxy, the firewall and the port",
    ),
    (
        "connection timed out",
        "the URL cannot be reached: check the firewall and the address in the DNS",
    ),
    (
        "read timeout expired",
        "the answer took longer than 60 s: look for a handler that hangs, or a proxy that buffers",
    ),
    (
        "connection closed",
        "the connection was closed before the answer: look for restarts, and timeouts of the proxy",
    ),
    (
        "failed to resolve host",
        "the host of the URL is not known in the DNS any more",
    ),
    (
        "can't connect",
        "the URL cannot be reached: check that the bot runs, the firewall and the port",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_words_are_explained() {
        #[cfg(feature = "webhook")]
        {
            let https = "Bad Request: bad webhook: An HTTPS URL must be provided for webhook";
            assert!(refused(https).contains("https:// only"));
            assert!(refused("something new").contains("core.telegram.org"));
        }
        let failure = "Wrong response from the webhook: 401 Unauthorized";
        assert!(failed(failure).is_some_and(|advice| advice.contains("secret")));
        let moved = "Wrong response from the webhook: 301 Moved Permanently";
        assert!(failed(moved).is_some_and(|advice| advice.contains("redirects")));
        assert_eq!(failed("something new"), None);
    }
}
