//! Files, galleries and maps in the HTML of rich messages.

use serde_json::{Value, json};

use super::{
    Mistake,
    html::{Element, blocks_of, child, others, texts, without},
};

/// The elements that are read here.
pub(super) const TAGS: [&str; 8] = [
    "img",
    "video",
    "audio",
    "tg-document",
    "figure",
    "tg-collage",
    "tg-slideshow",
    "tg-map",
];

/// The block of one of these elements.
pub(super) fn block(element: &Element) -> Result<Value, Mistake> {
    match element.tag.as_str() {
        "img" => Ok(file(element, "photo")),
        "video" => Ok(file(element, "video")),
        "audio" => Ok(file(element, "audio")),
        "tg-document" => Ok(file(element, "document")),
        "tg-map" => Ok(map(element)),
        "tg-collage" => gallery(element, "collage"),
        "tg-slideshow" => gallery(element, "slideshow"),
        _ => figure(element),
    }
}

fn file(element: &Element, kind: &str) -> Value {
    let mut media = json!({
        "type": kind,
        "media": element.attribute("src").unwrap_or_default(),
    });
    if element.has("tg-spoiler") {
        media["has_spoiler"] = json!(true);
    }
    let mut block = json!({"type": kind});
    block[kind] = media;
    block
}

fn map(element: &Element) -> Value {
    let degrees = |name: &str| {
        let number = element
            .attribute(name)
            .and_then(|text| text.parse::<f64>().ok());
        number.unwrap_or_default()
    };
    let mut block = json!({
        "type": "map",
        "location": {"latitude": degrees("lat"), "longitude": degrees("long")},
    });
    let zoom = element
        .attribute("zoom")
        .and_then(|text| text.parse::<i64>().ok());
    if let Some(zoom) = zoom {
        block["zoom"] = json!(zoom);
    }
    block
}

fn gallery(element: &Element, kind: &str) -> Result<Value, Mistake> {
    let blocks = blocks_of(others(element, "figcaption"))?;
    captioned(element, json!({"type": kind, "blocks": blocks}))
}

/// A file or map with a caption.
fn figure(element: &Element) -> Result<Value, Mistake> {
    let mut blocks = blocks_of(others(element, "figcaption"))?;
    match (blocks.pop(), blocks.is_empty()) {
        (Some(block), true) => captioned(element, block),
        _ => Err(Mistake::Shape("A figure has one file or map".into())),
    }
}

fn captioned(element: &Element, mut block: Value) -> Result<Value, Mistake> {
    let Some(caption) = child(element, "figcaption") else {
        return Ok(block);
    };
    let mut json = json!({"text": without(caption, "cite")?});
    if let Some(cite) = child(caption, "cite") {
        json["credit"] = texts(&cite.children)?;
    }
    block["caption"] = json;
    Ok(block)
}
