//! Who answers which path.

use std::{
    net::SocketAddr,
    sync::{Arc, OnceLock},
};

use axum::{
    Router,
    body::Body,
    http::{Request, Response},
};
use hyper::service::Service;
use hyper_util::service::TowerToHyperService;

use super::{bot_route, file_route};
use crate::world::World;

/// The whole server behind its connections. Clones are the same one.
///
/// Bots' paths are answered without a router: that of the page and the control API is made when
/// somebody asks for them, since it takes longer than everything else of an emulator's start.
#[derive(Clone, Debug)]
pub(crate) struct Front {
    world: World,
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    local: Option<SocketAddr>,
    router: OnceLock<Router>,
}

impl Front {
    /// `local` is the address listened on.
    pub(crate) fn new(world: World, local: Option<SocketAddr>) -> Self {
        let router = OnceLock::new();
        Self {
            world,
            shared: Arc::new(Shared { local, router }),
        }
    }

    pub(crate) async fn answer(&self, request: Request<Body>) -> Response<Body> {
        let path = request.uri().path();
        if path == "/" || path.starts_with("/page/") || path.starts_with("/control/") {
            return self.routed(request).await;
        }
        if path.starts_with("/file/") {
            return file_route::serve(&self.world, &request);
        }
        bot_route::serve(self.world.clone(), request).await
    }

    async fn routed(&self, request: Request<Body>) -> Response<Body> {
        let Shared { local, router } = &*self.shared;
        let router = router.get_or_init(|| super::router(self.world.clone(), *local));
        let answered = TowerToHyperService::new(router.clone()).call(request).await;
        answered.unwrap_or_else(|never: std::convert::Infallible| match never {})
    }
}
