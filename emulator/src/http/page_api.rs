//! The chat page and its parts.

use axum::{
    Router,
    body::Body,
    extract::Path,
    http::{HeaderValue, Response, StatusCode, header},
    routing::get,
};

use crate::{page, world::World};

/// The page takes nothing from elsewhere but the web apps it frames, and no other page may frame it.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; \
     media-src 'self' blob:; connect-src 'self'; frame-src http: https:; frame-ancestors 'none'; \
     base-uri 'none'; form-action 'none'",
);

pub(super) fn router() -> Router<World> {
    Router::new()
        .route("/", get(|| async { asset("index.html") }))
        .route(
            "/page/{*path}",
            get(|Path(path): Path<String>| async move { asset(&path) }),
        )
}

fn asset(name: &str) -> Response<Body> {
    let Some((content_type, bytes)) = page::asset(name) else {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_FOUND;
        return response;
    };
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::CONTENT_SECURITY_POLICY, POLICY);
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    response
}
