//! `sendLocation`, live locations, and `sendVenue`.

use serde_json::{Value, json};

use super::{
    edited::{self, Place},
    outgoing::{self, Options},
    query,
};
use crate::{
    http::{envelope::Answer, error::ApiError, params::Params},
    markup,
    world::{
        content::Needs,
        message::{Content, field},
        state::State,
    },
};

/// How long a location is live, in seconds.
const LIVE_PERIODS: std::ops::RangeInclusive<i64> = 60..=86_400;
/// A location that is live until it is stopped.
const FOREVER: i64 = 0x7FFF_FFFF;

pub(super) fn send(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let mut location = read(params)?;
    let target = Options::read(params, state)?.resolve(state, bot, params)?;
    if let Some(period) = params.integer("live_period", 0, i64::MAX)
        && period != 0
    {
        check_period(period)?;
        location["live_period"] = json!(period);
        live_details(params, &mut location)?;
    }
    outgoing::check_sending(state, bot, &target, Needs::messages("locations"))?;
    let content = Content::Plain(field("location", location));
    Ok(outgoing::send(state, bot, &target, content))
}

pub(super) fn send_venue(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let venue = read_venue(params)?;
    let target = Options::read(params, state)?.resolve(state, bot, params)?;
    outgoing::check_sending(state, bot, &target, Needs::messages("venues"))?;
    let mut fields = field("location", venue["location"].clone());
    fields.insert("venue".into(), venue);
    Ok(outgoing::send(state, bot, &target, Content::Plain(fields)))
}

pub(super) fn read_venue(params: &Params) -> Result<Value, ApiError> {
    let mut venue = json!({"location": read(params)?});
    for name in ["title", "address"] {
        venue[name] = json!(query::given(params, name)?);
    }
    for name in [
        "foursquare_id",
        "foursquare_type",
        "google_place_id",
        "google_place_type",
    ] {
        if !params.text(name).is_empty() {
            venue[name] = json!(params.text(name));
        }
    }
    Ok(venue)
}

pub(super) fn edit(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let mut location = read(params)?;
    let markup = markup::read(params)?;
    let place = edited::find(state, bot, params)?;
    let old = live(state, &place)?;
    location["live_period"] = match params.integer("live_period", 0, i64::MAX) {
        Some(period) if period != 0 => {
            check_period(period)?;
            json!(period)
        }
        _ => old["live_period"].clone(),
    };
    live_details(params, &mut location)?;
    markup.as_ref().map_or(Ok(()), markup::check)?;
    let content = Content::Plain(field("location", location));
    edited::replace(state, bot, &place, Some(content), markup)
}

pub(super) fn stop(state: &mut State, bot: i64, params: &Params) -> Result<Answer, ApiError> {
    let markup = markup::read(params)?;
    let place = edited::find(state, bot, params)?;
    let mut location = live(state, &place)?;
    if let Some(location) = location.as_object_mut() {
        location.retain(|name, _| {
            matches!(
                name.as_str(),
                "latitude" | "longitude" | "horizontal_accuracy"
            )
        });
    }
    markup.as_ref().map_or(Ok(()), markup::check)?;
    let content = Content::Plain(field("location", location));
    edited::replace(state, bot, &place, Some(content), markup)
}

/// The location of a message while it is live.
fn live(state: &State, place: &Place) -> Result<Value, ApiError> {
    let none = || ApiError::bad_request("There is no live location in the message to edit");
    let message = place.message(state).ok_or_else(none)?;
    let location = message.content.plain("location").ok_or_else(none)?;
    let period = location
        .get("live_period")
        .and_then(Value::as_i64)
        .ok_or_else(none)?;
    if period != FOREVER && message.date + period < state.clock.unix_time() {
        return Err(ApiError::bad_request("Message can't be edited"));
    }
    Ok(location.clone())
}

pub(super) fn read(params: &Params) -> Result<Value, ApiError> {
    let coordinate = |name: &str, most: f64| {
        if params.text(name).trim().is_empty() {
            return Err(ApiError::bad_request(format!("{name} is empty")));
        }
        // What is no number is 0 for the server.
        Some(params.float(name).unwrap_or_default())
            .filter(|degrees| degrees.abs() <= most)
            .ok_or_else(|| ApiError::bad_request("Wrong location specified"))
    };
    let (latitude, longitude) = (
        coordinate("latitude", 90.0)?,
        coordinate("longitude", 180.0)?,
    );
    let mut location = json!({"latitude": latitude, "longitude": longitude});
    if let Some(accuracy) = params.float("horizontal_accuracy")
        && accuracy > 0.0
    {
        location["horizontal_accuracy"] = json!(accuracy.min(1500.0));
    }
    Ok(location)
}

fn check_period(period: i64) -> Result<(), ApiError> {
    if period == FOREVER || LIVE_PERIODS.contains(&period) {
        return Ok(());
    }
    Err(ApiError::bad_request(
        "Wrong live location period specified",
    ))
}

fn live_details(params: &Params, location: &mut Value) -> Result<(), ApiError> {
    for (name, most, words) in [
        ("heading", 360, "Wrong live location heading specified"),
        (
            "proximity_alert_radius",
            100_000,
            "Wrong live location proximity alert radius specified",
        ),
    ] {
        let number = params.integer(name, i64::MIN, i64::MAX).unwrap_or(0);
        if !(0..=most).contains(&number) {
            return Err(ApiError::bad_request(words));
        }
        if number > 0 {
            location[name] = json!(number);
        }
    }
    Ok(())
}
