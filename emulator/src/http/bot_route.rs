//! `/bot<token>/<method>`: from a request to a method and back.

use std::{
    pin::Pin,
    time::{Duration, Instant},
};

use axum::{
    body::Body,
    http::{HeaderMap, Method, Request, Response, StatusCode, Uri},
};
use bytes::Bytes;

use super::{
    envelope::{Answer, bare, json_response, respond},
    error::ApiError,
    params::{Params, url_decode},
    trouble,
};
use crate::{
    calls::Call,
    fault::{Fault, Occasion},
    flood::{self, Verdict},
    journal::Answered,
    methods::{self, Run},
    webhook,
    world::{World, bot::id_of_token},
};

/// Answers everything that is neither the page nor its control API nor a download.
pub(crate) async fn serve(world: World, request: Request<Body>) -> Response<Body> {
    let (head, body) = request.into_parts();
    if head.method != Method::GET && head.method != Method::POST {
        return bare(StatusCode::NOT_IMPLEMENTED);
    }
    if head.uri.scheme().is_some() {
        return respond(Err(ApiError::new(
            404,
            "Not Found: absolute URI is specified in the Request-Line",
        )));
    }
    let Some((token, method)) = address(&head.uri) else {
        return not_found();
    };
    // Without a known bot the body is not worth reading.
    let bot = match known_bot(&world, &token) {
        Ok(bot) => bot,
        Err(error) => return respond(Err(error)),
    };
    let max_body = world.look(|state| state.server.max_body());
    let params = match Params::read(head.uri.query(), &head.headers, body, max_body).await {
        Ok(params) => params,
        // The only one of these that api.telegram.org is known to put into words.
        Err(status @ StatusCode::PAYLOAD_TOO_LARGE) => {
            let body = r#"{"ok":false,"error_code":413,"description":"Request Entity Too Large"}"#;
            return json_response(status, body.into());
        }
        Err(status) => return bare(status),
    };
    let method = if method.is_empty() {
        params.text("method").to_owned()
    } else {
        method
    };
    call(&world, bot, &method, params).await
}

async fn call(world: &World, bot: i64, method: &str, params: Params) -> Response<Body> {
    let lower = method.to_ascii_lowercase();
    let occasion = Occasion::call(&lower, bot, &params);
    let fault = world.update(|state| state.faults.meet(&occasion));
    match fault {
        None => {}
        Some(Fault::Duplicate | Fault::Reorder) => {
            return respond(execute(world, bot, method, &params, fault.as_ref()).await);
        }
        Some(Fault::Delay(by)) => {
            let clock = world.look(|state| state.clock.clone());
            clock.sleep_until(clock.now() + by).await;
        }
        Some(Fault::After(fault)) => {
            let answer = respond(execute(world, bot, method, &params, None).await);
            return trouble::respond(*fault, Some(answer)).await;
        }
        Some(fault) => {
            let name = methods::find(&lower).map_or(method, |entry| entry.name);
            world.look(|state| {
                let now = state.clock.now();
                state.journal.fault(now, bot, name, params.list(), &fault);
            });
            return trouble::respond(fault, None).await;
        }
    }
    respond(execute(world, bot, method, &params, None).await)
}

/// Carries out what a bot answered its webhook's request with, if that names a method. Those that
/// only read, and those about the webhook itself, are left out; nobody hears of the result.
pub(crate) async fn call_in_answer(world: &World, bot: i64, headers: &HeaderMap, body: Bytes) {
    let max_body = world.look(|state| state.server.max_body());
    let Ok(params) = Params::read(None, headers, Body::from(body), max_body).await else {
        return;
    };
    let method = params.text("method").to_ascii_lowercase();
    let is_left_out = method.is_empty()
        || method.starts_with("get")
        || ["setwebhook", "deletewebhook", "close", "logout"].contains(&method.as_str());
    if !is_left_out && let Err(error) = execute(world, bot, &method, &params, None).await {
        tracing::debug!(code = error.code, "a method in a webhook's answer failed");
    }
}

/// Carries out a call and notes it.
async fn execute(
    world: &World,
    bot: i64,
    method: &str,
    params: &Params,
    fault: Option<&Fault>,
) -> Result<Answer, ApiError> {
    let began = Instant::now();
    let entry = methods::find(method);
    let name = entry.map_or(method, |entry| entry.name);
    let result = match admit(world, bot, name, params).await {
        Ok(()) => carry_out(world, bot, entry, params, fault).await,
        Err(error) => Err(error),
    };
    log(world, bot, name, params, &result, began);
    result
}

/// Launches the bot's instance, and lets calls wait that come too fast.
async fn admit(world: &World, bot: i64, method: &str, params: &Params) -> Result<(), ApiError> {
    let (revived, verdict, clock) = world.update(|state| {
        let revived = state.bot_calls(bot, method)?;
        let verdict = flood::check(state, bot, method, params);
        Ok((revived, verdict, state.clock.clone()))
    })?;
    if revived {
        webhook::start(world, bot);
    }
    match verdict {
        None | Some(Verdict::Wait(Duration::ZERO)) => Ok(()),
        Some(Verdict::Wait(wait)) => {
            clock.sleep_until(clock.now() + wait).await;
            Ok(())
        }
        Some(Verdict::Refused(seconds)) => Err(ApiError::too_many_requests(seconds)),
    }
}

async fn carry_out(
    world: &World,
    bot: i64,
    entry: Option<&methods::Method>,
    params: &Params,
    fault: Option<&Fault>,
) -> Result<Answer, ApiError> {
    match entry.map(|entry| entry.run) {
        None => Err(ApiError::new(404, "Not Found: method not found")),
        Some(Run::Now(run)) => world.update(|state| run(state, bot, params)),
        Some(Run::GetUpdates) => methods::get_updates::run(world, bot, params, fault).await,
        // Boxed, since it is rare, and a delivery may come here by way of a webhook it started.
        Some(Run::SetWebhook) => {
            let run: Pin<Box<dyn Future<Output = _> + Send>> =
                Box::pin(methods::set_webhook::run(world, bot, params));
            run.await
        }
    }
}

fn log(
    world: &World,
    bot_id: i64,
    method: &str,
    params: &Params,
    result: &Result<Answer, ApiError>,
    began: Instant,
) {
    let error = result.as_ref().err();
    let call = Call {
        bot_id,
        method: method.to_owned(),
        params: params.list().to_vec(),
        ok: error.is_none(),
        error_code: error.map(|error| error.code),
        description: error.map(ApiError::description),
    };
    world.update(|state| {
        let answered = Answered {
            bot: bot_id,
            method,
            params: params.list(),
            result: result.as_ref(),
            took: began.elapsed(),
        };
        state.journal.call(state.clock.now(), &answered);
        state.calls.add(call);
    });
}

fn not_found() -> Response<Body> {
    respond(Err(ApiError::new(404, "Not Found")))
}

/// Token and method of the path, decoded once; a token of the test environment has `/test` after
/// it.
fn address(uri: &Uri) -> Option<(String, String)> {
    let path = url_decode(uri.path().as_bytes(), false)?;
    let (token, rest) = path.strip_prefix("/bot")?.split_once('/')?;
    let method = rest.strip_prefix("test/").unwrap_or(rest);
    Some((token.to_owned(), method.to_owned()))
}

/// A malformed token is answered as api.telegram.org does, 404; an unknown one 401.
pub(super) fn known_bot(world: &World, token: &str) -> Result<i64, ApiError> {
    if id_of_token(token).is_none() {
        return Err(ApiError::new(404, "Not Found"));
    }
    let bot = world.look(|state| state.bot_by_token(token));
    bot.ok_or_else(|| ApiError::new(401, "Unauthorized"))
}
