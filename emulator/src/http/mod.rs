//! The server: connections, and who answers which path.

use std::{convert::Infallible, io, net::SocketAddr, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::State,
    http::{Request, Response},
};
use hyper::service::{Service, service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{net::TcpListener, task::JoinSet};
use tokio_util::sync::CancellationToken;

use crate::world::World;

mod accounts;
mod acts;
pub(crate) mod bot_route;
mod business;
mod chats;
mod control;
pub(crate) mod envelope;
pub(crate) mod error;
mod fault_api;
mod file_route;
mod inspect;
mod media;
mod members;
pub(crate) mod multipart;
mod openapi;
mod page_api;
pub(crate) mod params;
mod polls;
mod session_api;
mod topics;
mod trouble;
mod world_api;

/// A connection that has not sent a request's headers by then is closed.
const HEADER_TIMEOUT: Duration = Duration::from_mins(1);
/// The most bytes of a request's headers.
const MAX_HEADERS: usize = 256 << 10;

/// Accepts connections until `stop`; then closes those there are.
pub(crate) async fn serve(listener: TcpListener, router: Router, stop: CancellationToken) {
    let service = TowerToHyperService::new(router);
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            () = stop.cancelled() => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    // A short answer should not wait for more bytes; where that fails it may.
                    let _ = stream.set_nodelay(true);
                    connections.spawn(connection(TokioIo::new(stream), service.clone()));
                }
                Err(error) => {
                    tracing::warn!(%error, "could not accept a connection");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            },
            Some(_) = connections.join_next() => {}
        }
    }
    connections.shutdown().await;
}

async fn connection(stream: TokioIo<tokio::net::TcpStream>, service: TowerToHyperService<Router>) {
    let service = service_fn(move |request: Request<hyper::body::Incoming>| {
        let answer = service.call(request);
        async move {
            let response = answer
                .await
                .unwrap_or_else(|never: Infallible| match never {});
            if closes_connection(&response) {
                return Err(io::Error::from(io::ErrorKind::ConnectionAborted));
            }
            Ok(response)
        }
    });
    let served = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIMEOUT)
        .max_buf_size(MAX_HEADERS)
        .serve_connection(stream, service)
        .await;
    if let Err(error) = served {
        tracing::debug!(%error, "a connection ended early");
    }
}

/// Whether the connection is to be closed instead of answering.
pub(crate) fn closes_connection(response: &Response<Body>) -> bool {
    let marks = response.extensions();
    marks.get::<trouble::CloseConnection>().is_some()
}

/// Who answers which path; `local` is the address listened on.
pub(crate) fn router(world: World, local: Option<SocketAddr>) -> Router {
    page_api::router()
        .merge(control::router())
        .merge(fault_api::router())
        .merge(session_api::router())
        .merge(world_api::router())
        .merge(acts::router())
        .merge(business::router())
        .merge(media::router())
        .merge(inspect::router())
        .merge(chats::router())
        .merge(members::router())
        .merge(accounts::router())
        .merge(polls::router())
        .merge(topics::router())
        .layer(axum::middleware::from_fn_with_state(
            world.clone(),
            session_api::keep,
        ))
        .layer(axum::middleware::from_fn_with_state(
            control::Guard { local },
            control::guard,
        ))
        .fallback(everything_else)
        .with_state(world)
}

async fn everything_else(State(world): State<World>, request: Request<Body>) -> Response<Body> {
    if request.uri().path().starts_with("/file/") {
        file_route::serve(&world, &request)
    } else {
        bot_route::serve(world, request).await
    }
}
