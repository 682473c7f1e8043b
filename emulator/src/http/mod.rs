//! The server: connections, and who answers which path.

use std::{io, net::SocketAddr, time::Duration};

use axum::{
    Router,
    body::{Body, HttpBody},
    http::{Request, Response},
};
use futures_util::{StreamExt, stream};
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{net::TcpListener, task::JoinSet};
use tokio_util::sync::CancellationToken;

use crate::world::World;

pub(crate) use front::Front;

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
mod front;
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

/// A body that brings nothing for so long is given up.
const BODY_TIMEOUT: Duration = Duration::from_mins(1);
/// At most so many connections are open; a further one is closed at once.
const MAX_CONNECTIONS: usize = 10_000;

/// Accepts connections until `stop`; then closes those there are.
pub(crate) async fn serve(listener: TcpListener, front: Front, stop: CancellationToken) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            () = stop.cancelled() => break,
            accepted = listener.accept() => match accepted {
                Ok(_) if connections.len() >= MAX_CONNECTIONS => {
                    tracing::warn!("there are {MAX_CONNECTIONS} connections: one is refused");
                }
                Ok((stream, _)) => {
                    // A short answer should not wait for more bytes; where that fails it may.
                    let _ = stream.set_nodelay(true);
                    connections.spawn(connection(TokioIo::new(stream), front.clone()));
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

async fn connection(stream: TokioIo<tokio::net::TcpStream>, front: Front) {
    let service = service_fn(move |request: Request<hyper::body::Incoming>| {
        let front = front.clone();
        async move {
            let response = front.answer(request.map(patient)).await;
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

/// A body whose pieces have to come in time.
fn patient(body: hyper::body::Incoming) -> Body {
    if body.is_end_stream() {
        return Body::empty();
    }
    let pieces = Body::new(body).into_data_stream();
    Body::from_stream(stream::unfold(Some(pieces), async |pieces| {
        let mut pieces = pieces?;
        match tokio::time::timeout(BODY_TIMEOUT, pieces.next()).await {
            Ok(Some(piece)) => Some((piece.map_err(io::Error::other), Some(pieces))),
            Ok(None) => None,
            Err(_) => Some((Err(io::ErrorKind::TimedOut.into()), None)),
        }
    }))
}

/// Whether the connection is to be closed instead of answering.
pub(crate) fn closes_connection(response: &Response<Body>) -> bool {
    let marks = response.extensions();
    marks.get::<trouble::CloseConnection>().is_some()
}

/// The page and the control API; `local` is the address listened on.
fn router(world: World, local: Option<SocketAddr>) -> Router {
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
        .with_state(world)
}
