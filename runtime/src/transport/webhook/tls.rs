//! HTTPS of the bot's own server.

use std::path::PathBuf;
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;

use super::WebhookError;

/// The certificate of the bot's own server, and its key, as files in PEM.
///
/// ```
/// use botwright::transport::webhook::{Tls, Webhook};
///
/// // Made by `openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj "/CN=203.0.113.5" …`.
/// let hook = Webhook::url("https://203.0.113.5:8443/hook").tls(Tls::self_signed("cert.pem", "key.pem"));
/// # let _ = hook;
/// ```
#[derive(Debug, Clone)]
pub struct Tls {
    certificate: PathBuf,
    key: PathBuf,
    self_signed: bool,
}

impl Tls {
    /// A certificate that everybody trusts, with the intermediate ones behind it in the same file.
    pub fn files(certificate: impl Into<PathBuf>, key: impl Into<PathBuf>) -> Self {
        Self {
            certificate: certificate.into(),
            key: key.into(),
            self_signed: false,
        }
    }

    /// A certificate that nobody has signed but its owner. It is uploaded, so that Telegram trusts it; its
    /// common name has to be the host of the URL
    /// ([the guide to webhooks](https://core.telegram.org/bots/webhooks#a-self-signed-certificate)).
    pub fn self_signed(certificate: impl Into<PathBuf>, key: impl Into<PathBuf>) -> Self {
        Self {
            self_signed: true,
            ..Self::files(certificate, key)
        }
    }

    /// The file to upload.
    pub(super) fn upload(&self) -> Option<&PathBuf> {
        self.self_signed.then_some(&self.certificate)
    }

    pub(super) fn acceptor(&self) -> Result<TlsAcceptor, WebhookError> {
        let fail = |path: &PathBuf, error: String| {
            WebhookError::Tls(format!("{}: {error}", path.display()))
        };
        let certificates = CertificateDer::pem_file_iter(&self.certificate)
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .map_err(|error| fail(&self.certificate, error.to_string()))?;
        if certificates.is_empty() {
            return Err(fail(
                &self.certificate,
                "there is no certificate in it".into(),
            ));
        }
        let key = PrivateKeyDer::from_pem_file(&self.key)
            .map_err(|error| fail(&self.key, error.to_string()))?;
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .and_then(|it| it.with_no_client_auth().with_single_cert(certificates, key))
            .map_err(|error| fail(&self.certificate, error.to_string()))?;
        Ok(TlsAcceptor::from(Arc::new(config)))
    }
}
